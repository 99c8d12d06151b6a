import { expect, test } from '@jest/globals';
import { FakeClock } from '../../../../testing/clocks/fake-clock.ts';
import {
  MEASURED_ROUTE,
  operationsMetricsContract,
} from '../../../../testing/contracts/operations-metrics.contract.ts';
import { RecentMetrics } from './recent-metrics.ts';

operationsMetricsContract('this process', (clock) => {
  const metrics = new RecentMetrics([MEASURED_ROUTE], clock);
  return Promise.resolve({ metrics, observer: metrics, close: () => Promise.resolve() });
});

test('keeps at most three hours, and goes on counting when the clock is set back', async () => {
  const clock = new FakeClock();
  const metrics = new RecentMetrics([MEASURED_ROUTE], clock);
  const count = () => {
    metrics.observe({ type: 'request-answered', requestId: 'r', route: MEASURED_ROUTE, status: 200, tookMs: 0 });
  };
  for (let minute = 0; minute < 400; minute += 1) {
    count();
    clock.advance(60_000);
  }
  expect((await metrics.read()).requests.answered).toBe(179);
  clock.runAhead(-3_600_000);
  count();
  expect((await metrics.read()).requests.answered).toBe(180);
});

test('covers the time since the start of the process, until that is three hours', async () => {
  const clock = new FakeClock();
  const metrics = new RecentMetrics([MEASURED_ROUTE], clock);
  clock.advance(600_000);
  expect(await metrics.read()).toMatchObject({ recentMs: 600_000, requests: { coveredMs: 600_000 } });
  clock.advance(24 * 3_600_000);
  expect((await metrics.read()).recentMs).toBe(3 * 3_600_000);
});
