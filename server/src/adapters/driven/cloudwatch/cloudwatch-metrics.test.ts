import { expect, test } from '@jest/globals';
import { FakeClock } from '../../../../testing/clocks/fake-clock.ts';
import {
  MEASURED_ROUTE,
  operationsMetricsContract,
} from '../../../../testing/contracts/operations-metrics.contract.ts';
import { CloudWatchDouble } from '../../../../testing/stores/cloudwatch-double.ts';
import type { Clock } from '../../../ports/clock.ts';
import { EmfMetrics } from '../telemetry/emf-metrics.ts';
import { CloudWatchMetrics } from './cloudwatch-metrics.ts';

const ACCESS = { region: 'eu-central-1', accessKeyId: 'id', secretAccessKey: 'secret', sessionToken: 'session' };

function readerOf({ url }: CloudWatchDouble, environment: string, clock: Pick<Clock, 'nowMs'>): CloudWatchMetrics {
  const settings = { access: ACCESS, endpoint: url, environment, routes: [MEASURED_ROUTE], days: 30 };
  return new CloudWatchMetrics(settings, clock);
}

operationsMetricsContract('CloudWatch', async (clock, environment) => {
  const double = await CloudWatchDouble.start();
  const emf = new EmfMetrics(environment, clock, double.takeLine);
  const observer = {
    observe: (event: Parameters<EmfMetrics['observe']>[0]) => {
      emf.observe(event);
      emf.flush();
    },
  };
  return { metrics: readerOf(double, environment, clock), observer, close: () => double.close() };
});

test('signs its requests for CloudWatch, and reads only its own environment', async () => {
  const double = await CloudWatchDouble.start();
  try {
    const clock = new FakeClock();
    const emf = new EmfMetrics('other', clock, double.takeLine);
    emf.observe({ type: 'request-answered', requestId: 'r', route: MEASURED_ROUTE, status: 200, tookMs: 1 });
    emf.flush();
    const reading = await readerOf(double, 'mine', clock).read();
    expect(reading).toMatchObject({ p99Ms: {}, requests: { answered: 0 } });
    expect(double.signatures).toHaveLength(3);
    for (const signature of double.signatures) {
      expect(signature).toMatch(/^AWS4-HMAC-SHA256 Credential=id\/\d{8}\/eu-central-1\/monitoring\/aws4_request/);
    }
  } finally {
    await double.close();
  }
});

test('covers at least three hours, whatever the time is', async () => {
  const double = await CloudWatchDouble.start();
  try {
    const clock = new FakeClock(Date.UTC(2026, 0, 1, 12, 1));
    const emf = new EmfMetrics('mine', clock, double.takeLine);
    emf.observe({ type: 'request-answered', requestId: 'r', route: MEASURED_ROUTE, status: 200, tookMs: 10 });
    emf.flush();
    // Three hours before 15:00:30 the hour from 12:00 was not over.
    clock.advance(179.5 * 60_000);
    expect((await readerOf(double, 'mine', clock).read()).p99Ms).toEqual({ [MEASURED_ROUTE]: 10 });
  } finally {
    await double.close();
  }
});

test('reports a refusal as an upstream that is unavailable, and the lack of metrics as a decision of the operator', async () => {
  const double = await CloudWatchDouble.start();
  try {
    double.refuseWith = 403;
    const clock = new FakeClock();
    await expect(readerOf(double, 'mine', clock).read()).rejects.toMatchObject({
      ...{ kind: 'upstream-unavailable', code: 'metrics-unavailable' },
    });
    const settings = { access: undefined, endpoint: undefined, environment: 'mine', routes: [], days: 30 };
    const without = new CloudWatchMetrics(settings, clock).read();
    await expect(without).rejects.toMatchObject({ kind: 'not-configured' });
  } finally {
    await double.close();
  }
});
