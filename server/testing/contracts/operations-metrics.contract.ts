import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import type { MarqueeEvent, Observer } from '../../src/ports/observer.ts';
import type { OperationsMetrics } from '../../src/ports/operations-metrics.ts';
import { FakeClock } from '../clocks/fake-clock.ts';

type Made = {
  readonly metrics: OperationsMetrics;
  /** Receives the events that the metrics must count. */
  readonly observer: Observer;
  readonly close: () => Promise<void>;
};

export const MEASURED_ROUTE = 'GET /v1/films';
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const NOON = Date.UTC(2026, 0, 1, 12);

/** The contract of every OperationsMetrics. See ports/operations-metrics.ts. */
export function operationsMetricsContract(
  name: string,
  makeMetrics: (clock: FakeClock, environment: string) => Promise<Made>,
): void {
  describe(`OperationsMetrics: ${name}`, () => {
    let made: Made;
    const clock = new FakeClock(NOON);
    const setTo = (ms: number) => {
      clock.advance(ms - clock.nowMs());
    };
    const at = (minutes: number, event: MarqueeEvent) => {
      setTo(NOON + minutes * MINUTE_MS);
      made.observer.observe(event);
    };
    beforeAll(async () => {
      made = await makeMetrics(clock, 'contract');
    });
    afterAll(() => made.close());

    test('reads nothing where nothing was measured', async () => {
      expect(await made.metrics.read()).toMatchObject({
        movies: [],
        breakerOpened: 0,
        p99Ms: {},
        requests: { answered: 0, failed: 0 },
      });
    });

    test('reads movie answers by period, times by route, failed requests, and how often the breaker opened', async () => {
      at(0, answered('hit'));
      at(0, answered('hit'));
      at(0, answered('miss'));
      at(10, answered('stale'));
      at(10, answered('miss', { collapsed: true }));
      at(11, { type: 'provider-breaker-changed', state: 'open' });
      at(12, { type: 'provider-breaker-changed', state: 'closed' });
      for (let i = 0; i < 200; i += 1) at(13, request(MEASURED_ROUTE, 10));
      at(14, request(MEASURED_ROUTE, 300));
      at(14, request('GET /v1/health', 20_000, 503));
      const { movies, breakerOpened, p99Ms, requests, periodMs } = await made.metrics.read();
      expect(movies).toEqual([
        { startMs: NOON, answers: 3, hits: 2, saved: 2 },
        { startMs: NOON + 10 * MINUTE_MS, answers: 2, hits: 0, saved: 1 },
      ]);
      expect(periodMs).toBeLessThanOrEqual(10 * MINUTE_MS);
      expect(breakerOpened).toBe(1);
      expect(Object.keys(p99Ms)).toEqual([MEASURED_ROUTE]);
      expect(p99Ms[MEASURED_ROUTE]).toBeGreaterThanOrEqual(10);
      expect(p99Ms[MEASURED_ROUTE]).toBeLessThanOrEqual(11);
      expect(requests).toMatchObject({ answered: 202, failed: 1 });
    });

    test('leaves out movie answers that are older than the time that it covers', async () => {
      setTo(NOON + 3 * HOUR_MS);
      const { recentMs, periodMs } = await made.metrics.read();
      expect(recentMs).toBe(3 * HOUR_MS);
      setTo(NOON + recentMs + periodMs);
      expect((await made.metrics.read()).movies.map(({ startMs }) => startMs)).toEqual([NOON + 10 * MINUTE_MS]);
    });
  });
}

function request(route: string, tookMs: number, status = 200): MarqueeEvent {
  return { type: 'request-answered', requestId: 'r', route, status, tookMs };
}

function answered(status: 'hit' | 'miss' | 'stale', more: { readonly collapsed?: boolean } = {}): MarqueeEvent {
  return {
    ...{ type: 'movies-answered', operation: 'search', status, tier: status === 'miss' ? 'provider' : 'store' },
    ...{ collapsed: false, stored: true, hits: 0, nowMs: NOON, storedAtMs: NOON, expiresAtMs: NOON, ...more },
  };
}
