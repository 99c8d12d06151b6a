import { beforeEach, describe, expect, test } from '@jest/globals';
import { FakeClock } from '../../../../testing/clocks/fake-clock.ts';
import type { MarqueeEvent, MoviesAnswered } from '../../../ports/observer.ts';
import { EmfMetrics } from './emf-metrics.ts';
import { inContext } from './request-context.ts';

const ANSWERED = {
  type: 'request-answered',
  requestId: 'r',
  route: 'GET /v1/movies',
  status: 200,
  tookMs: 12.5,
} as const;
const MOVIES: MoviesAnswered = {
  ...{ type: 'movies-answered', operation: 'search', status: 'stale', tier: 'memory', collapsed: true, stored: true },
  ...{ hits: 1, nowMs: 0, storedAtMs: 0, expiresAtMs: 0 },
};

describe('EmfMetrics', () => {
  let lines: Record<string, unknown>[];
  let metrics: EmfMetrics;
  const clock = new FakeClock();
  beforeEach(() => {
    lines = [];
    metrics = new EmfMetrics('prod', clock, (line) => lines.push(JSON.parse(line) as Record<string, unknown>));
  });
  const flushed = (...events: MarqueeEvent[]) => {
    for (const event of events) metrics.observe(event);
    metrics.flush();
    return lines;
  };

  test('writes one line for an invocation, with the values of all its events', () => {
    const context = { requestId: 'r', lambdaRequestId: 'l', traceId: 't', coldStart: true };
    const [line, ...more] = inContext(context, () => flushed(MOVIES, MOVIES, ANSWERED));
    expect(more).toEqual([]);
    expect(line).toMatchObject({
      ...context,
      ...{ environment: 'prod', route: 'GET /v1/movies', RequestLatency: [12.5], RequestErrors: [0] },
      ...{ CacheHits: [0, 0], CacheStale: [1, 1], CacheCoalesced: [1, 1], ProviderCallsSaved: [1, 1] },
    });
  });

  test('has no dimensions other than the environment and the route', () => {
    const [line] = flushed(MOVIES, ANSWERED);
    const { _aws: aws } = line as { _aws: { Timestamp: number; CloudWatchMetrics: Record<string, unknown>[] } };
    expect(aws.Timestamp).toBe(clock.nowMs());
    expect(aws.CloudWatchMetrics).toMatchObject([
      { Namespace: 'Marquee', Dimensions: [['environment']] },
      {
        ...{ Namespace: 'Marquee', Dimensions: [['environment'], ['environment', 'route']] },
        Metrics: [{ Name: 'RequestLatency', Unit: 'Milliseconds' }],
      },
    ]);
  });

  test('writes nothing for an invocation without values', () => {
    expect(flushed({ type: 'cache-hits-lost', hits: 1 })).toEqual([]);
    flushed(ANSWERED);
    metrics.flush();
    expect(lines).toHaveLength(1);
  });

  test('never has more than 100 values of a metric in a line, which is the limit of CloudWatch', () => {
    const all = flushed(...Array.from({ length: 250 }, () => MOVIES)).map(({ CacheHits: hits }) => hits as number[]);
    expect(all.map(({ length }) => length)).toEqual([100, 100, 50]);
  });

  test('writes a line for each route if invocations overlap', () => {
    const routes = flushed(ANSWERED, { ...ANSWERED, route: 'GET /v1/films' }).map(({ route }) => route);
    expect(routes).toEqual(['GET /v1/movies', 'GET /v1/films']);
  });

  test('gives the age of the snapshot in seconds, and none while there is no snapshot', () => {
    const refreshed = { type: 'catalogue-refreshed', changed: 7 } as const;
    flushed({ ...refreshed, publishedAtMs: clock.nowMs() - 90_000 });
    flushed({ ...refreshed, publishedAtMs: undefined });
    expect(lines).toMatchObject([{ SnapshotAge: [90], TailLength: [7] }, { TailLength: [7] }]);
    expect(lines[1]).not.toHaveProperty('SnapshotAge');
  });
});
