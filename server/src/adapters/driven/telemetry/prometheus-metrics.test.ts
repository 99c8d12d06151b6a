import { expect, test } from '@jest/globals';
import { FakeClock } from '../../../../testing/clocks/fake-clock.ts';
import { ALL_METRICS } from './metrics.ts';
import { PrometheusMetrics, prometheusName } from './prometheus-metrics.ts';

test('names metrics by the rules of Prometheus', () => {
  expect(ALL_METRICS.map(prometheusName)).toEqual(
    expect.arrayContaining([
      'marquee_request_latency_seconds',
      'marquee_request_errors_total',
      'marquee_breaker_open',
      'marquee_tail_length',
      'marquee_snapshot_age_seconds',
    ]),
  );
});

test('counts requests by route, and times them in seconds', async () => {
  const metrics = new PrometheusMetrics('local', new FakeClock());
  const answered = { type: 'request-answered', requestId: 'r', route: 'GET /v1/films/{id}' } as const;
  metrics.observe({ ...answered, status: 200, tookMs: 20 });
  metrics.observe({ ...answered, status: 503, tookMs: 40 });
  const text = await metrics.text();
  expect(text).toContain('marquee_request_latency_seconds_sum{environment="local",route="GET /v1/films/{id}"} 0.06');
  expect(text).toContain('marquee_request_latency_seconds_count{environment="local",route="GET /v1/films/{id}"} 2');
  expect(text).toContain('marquee_request_errors_total{environment="local"} 1');
});

test('an age grows until it is read', async () => {
  const clock = new FakeClock();
  const metrics = new PrometheusMetrics('local', clock);
  metrics.observe({ type: 'catalogue-refreshed', publishedAtMs: clock.nowMs(), changed: 2 });
  clock.advance(60_000);
  expect(await metrics.text()).toContain('marquee_snapshot_age_seconds{environment="local"} 60');
});

test('an age is left out while there is no snapshot', async () => {
  const clock = new FakeClock();
  const metrics = new PrometheusMetrics('local', clock);
  const refreshed = (publishedAtMs: number | undefined) => {
    metrics.observe({ type: 'catalogue-refreshed', publishedAtMs, changed: 2 });
  };
  const ages = async () => (await metrics.text()).match(/^marquee_snapshot_age_seconds\{.*$/gm) ?? [];
  expect(await ages()).toEqual([]);
  refreshed(clock.nowMs());
  expect(await ages()).toEqual(['marquee_snapshot_age_seconds{environment="local"} 0']);
  refreshed(undefined);
  expect(await ages()).toEqual([]);
  expect(await metrics.text()).toContain('marquee_tail_length{environment="local"} 2');
});
