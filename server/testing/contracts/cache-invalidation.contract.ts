import { describe, expect, test } from '@jest/globals';
import { createPurgeHandler, type PurgeHandler } from '../../src/adapters/driving/sqs-purge/purge-handler.ts';
import { RunPurge } from '../../src/application/movies/run-purge.ts';
import { storeUnavailable } from '../../src/domain/errors.ts';
import { queryGroup } from '../../src/domain/movie-request.ts';
import type { CacheInvalidation, Purge } from '../../src/ports/cache-invalidation.ts';
import type { CachePurger, StorePurge } from '../../src/ports/cache-purger.ts';
import { SteppedClock } from '../clocks/stepped-clock.ts';
import { RecordingObserver } from '../recording-observer.ts';

export type InvalidationUnderTest = {
  readonly invalidation: CacheInvalidation;
  /**
   * Puts a message with any body on the queue, as a program other than our adapters could; absent when there is no
   * queue.
   */
  readonly sendRaw?: (body: string) => Promise<void>;
  /** Carries out all waiting purges. */
  readonly settle: () => Promise<void>;
  /** Messages in the dead-letter queue; absent when there is no such queue. */
  readonly deadLetters?: () => Promise<string[]>;
};

/** The contract of every adapter that carries purges from the request to their execution. */
export function cacheInvalidationContract(
  name: string,
  make: (handler: () => PurgeHandler, run: (purge: Purge) => Promise<void>) => Promise<InvalidationUnderTest>,
): void {
  describe(`cache invalidation: ${name}`, () => {
    /** Makes the adapter under test, and a purger that records its steps. Each purge takes three steps. */
    async function makeWorld() {
      const steps: StorePurge[] = [];
      const state = { failures: 0 };
      const purger: CachePurger = {
        declarePurged: () => Promise.resolve(),
        advanceGeneration: () => Promise.resolve(),
        deleteSome: (purge) => {
          if (state.failures > 0) {
            state.failures -= 1;
            return Promise.reject(storeUnavailable(new Error('throttled')));
          }
          steps.push(purge);
          const done = Number(purge.cursor ?? '0') + 1;
          return Promise.resolve({ deleted: 1, ...(done < 3 && { cursor: String(done) }) });
        },
      };
      const observer = new RecordingObserver();
      const clock = new SteppedClock();
      let handler: PurgeHandler | undefined;
      const later: CacheInvalidation = { request: (purge) => made.invalidation.request(purge) };
      const runPurge = new RunPurge(purger, later, clock, observer, 'fake');
      const made = await make(
        () => (handler ??= createPurgeHandler(runPurge, clock, observer)),
        (purge) => runPurge.execute(purge, () => true),
      );
      return { ...made, steps, state, observer, runPurge, clock };
    }

    const purge: Purge = { scope: { kind: 'query', query: 'the matrix 💊\ufffe' }, requestedAtMs: 1_800_000_000_000 };
    const step = { ...purge, scope: { kind: 'group', group: queryGroup('fake', 'the matrix 💊\ufffe') } };

    test('delivers a purge as it was requested, and carries it out to the end', async () => {
      const { invalidation, settle, steps, observer } = await makeWorld();
      await invalidation.request(purge);
      await settle();
      expect(steps).toEqual([step, { ...step, cursor: '1' }, { ...step, cursor: '2' }]);
      expect(observer.of('cache-purged')).toEqual([
        { type: 'cache-purged', scope: 'query', deleted: 3, continues: false },
      ]);
    });

    test('when a purge runs out of time, continues it later at the place where it stopped', async () => {
      const { invalidation, settle, steps, runPurge } = await makeWorld();
      await runPurge.execute(purge, () => false);
      expect(steps).toEqual([step]);
      await invalidation.request({ scope: { kind: 'sweep' }, requestedAtMs: 1 });
      await settle();
      expect(
        steps
          .slice(1)
          .filter(({ scope }) => scope.kind === 'group')
          .map(({ cursor }) => cursor),
      ).toEqual(['1', '2']);
      expect(steps.filter(({ scope }) => scope.kind === 'sweep')).toHaveLength(3);
    });

    test('carries out the next purge after one that fails', async () => {
      const { invalidation, settle, steps, state } = await makeWorld();
      state.failures = 1;
      await invalidation.request(purge);
      await invalidation.request({ scope: { kind: 'all' }, requestedAtMs: 5 });
      await settle();
      expect(steps.some(({ scope }) => scope.kind === 'all')).toBe(true);
    });

    test('moves to the dead-letter queue only purges that keep failing and messages that cannot be read', async () => {
      const { invalidation, sendRaw, settle, deadLetters, steps, state } = await makeWorld();
      if (!sendRaw || !deadLetters) return;
      await sendRaw('not JSON');
      await settle();
      await sendRaw('{"scope":{"kind":"everything"}}');
      await settle();
      state.failures = 100;
      await invalidation.request(purge);
      await settle();
      state.failures = 0;
      await invalidation.request({ scope: { kind: 'all' }, requestedAtMs: 5 });
      await settle();
      const dead: string[] = [];
      for (let found = await deadLetters(); found.length > 0; found = await deadLetters()) dead.push(...found);
      const [unreadable, wrong, failing] = dead.sort();
      expect([unreadable, JSON.parse(wrong ?? ''), JSON.parse(failing ?? '')]).toEqual([
        'not JSON',
        { scope: { kind: 'everything' } },
        purge,
      ]);
      expect(steps.map(({ scope }) => scope.kind)).toEqual(['all', 'all', 'all']);
    });

    test('treats a message without a time, such as a schedule’s, as requested now', async () => {
      const { sendRaw, settle, steps, clock } = await makeWorld();
      if (!sendRaw) return;
      await sendRaw('{"scope":{"kind":"sweep"}}');
      await settle();
      expect(steps[0]).toEqual({ scope: { kind: 'sweep' }, requestedAtMs: clock.nowMs() });
    });
  });
}
