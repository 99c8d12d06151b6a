import { expect, test } from '@jest/globals';
import { FakeClock } from '../../../testing/clocks/fake-clock.ts';
import { MemoryIdempotencyStore } from '../../../testing/memory/idempotency-store.ts';
import { storeUnavailable } from '../../domain/errors.ts';
import type { FilmRepository } from '../../ports/film-repository.ts';
import { CreateFilm } from './create-film.ts';

const KEY = { client: 'somebody', key: 'k' };
const FILM = { title: 'Jaws', year: 1975 };

/** A store of idempotency keys that answers the claim of a key, and then never answers another call. */
class SilentAfterClaim extends MemoryIdempotencyStore {
  readonly asked = Promise.withResolvers<string>();

  override complete(): Promise<void> {
    return this.#hang('complete');
  }

  override release(): Promise<void> {
    return this.#hang('release');
  }

  #hang(operation: string): Promise<never> {
    this.asked.resolve(operation);
    return new Promise(() => undefined);
  }
}

function createOver(create: FilmRepository['create']) {
  const keys = new SilentAfterClaim();
  const clock = new FakeClock();
  const feed = { apply: () => Promise.resolve() };
  const createFilm = new CreateFilm({ films: { create }, feed, keys, clock, newHolder: () => 'holder' });
  const outcome = createFilm.execute(FILM, KEY);
  outcome.catch(() => undefined);
  return { outcome, clock, asked: keys.asked.promise };
}

test('a key store that goes silent after the film was created delays the answer by at most a second', async () => {
  const { outcome, clock, asked } = createOver((id, attributes) =>
    Promise.resolve({ id, version: 1, attributes, changedAtMs: 1 }),
  );
  expect(await asked).toBe('complete');
  clock.advance(1_000);
  expect(await outcome).toMatchObject({ id: 'jaws-1975', version: 1 });
});

test('a key store that goes silent after the film store failed delays the error by at most a second', async () => {
  const { outcome, clock, asked } = createOver(() => Promise.reject(storeUnavailable(new Error('silent'))));
  expect(await asked).toBe('release');
  clock.advance(1_000);
  await expect(outcome).rejects.toMatchObject({ code: 'store-unavailable' });
});
