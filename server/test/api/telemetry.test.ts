import { expect, test } from '@jest/globals';
import { call } from '../../testing/api/client.ts';
import { startApi } from '../../testing/api/start-api.ts';
import { checkTelemetryLines } from '../../testing/telemetry-lines.ts';
import { TmdbDouble } from '../../testing/tmdb-double/server.ts';

/** Texts that a log must never contain: what people search for, and what identifies them. */
const SEARCHED = 'canarysearch';
const PERSONAL = ['203.0.113.77', 'canary-agent', 'canary-cookie', 'canary-referrer'] as const;
const [address, agent, cookie, referrer] = PERSONAL;
const KEY = 'canary-provider-key';
const CANARIES = [SEARCHED, KEY, ...PERSONAL];

const HEADERS = {
  ...{ 'x-forwarded-for': address, 'user-agent': agent, cookie, referer: referrer },
  ...{ 'if-match': '"1"', 'idempotency-key': `canary-${SEARCHED}` },
};

test('no line of the log or of the metrics has a token, a key, a query or an address, on any route', async () => {
  const double = await TmdbDouble.start({ token: KEY });
  const api = await startApi({ provider: { url: double.url, imageUrl: double.imageUrl, token: KEY } });
  try {
    const requestAll = async () => {
      for (const { method, path } of api.routes) {
        const target = path.replace(/\{\w+\}/g, SEARCHED);
        const body = ['POST', 'PUT'].includes(method) ? { json: { title: SEARCHED, year: 2000 } } : {};
        for (const query of ['', `?q=${SEARCHED}`, `?query=${SEARCHED}`, `?${SEARCHED}=${SEARCHED}`]) {
          await call(`${api.url}${target}${query}`, { method, headers: HEADERS, ...body });
        }
      }
      await call(`${api.url}/v1/${SEARCHED}`, { headers: HEADERS });
    };
    await requestAll();
    await double.close();
    await api.stopStore();
    await requestAll();
    const parsed = api.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
    const routes = new Set(parsed.map(({ route }) => route));
    for (const { method, path } of api.routes) expect(routes).toContain(`${method} ${path}`);
    expect(routes).toContain('(no route)');
    const types = new Set(parsed.map(({ type }) => type));
    expect([...types]).toEqual(expect.arrayContaining(['metrics', 'request-failed', 'provider-called']));
    checkTelemetryLines(api.lines, CANARIES);
  } finally {
    await api.close();
  }
});

test.each([
  ['is not JSON', 'request failed'],
  ['lacks a field', '{"type":"request-failed","level":"error","timestamp":"2026-11-29T00:00:00.000Z"}'],
  ['has a token', `{"type":"films-lost","level":"warn","timestamp":"","loss":"eyJhbGciOiJFUzI1NiJ9"}`],
  ['has another dimension', metricsLine('user', 'RequestErrors')],
  ['has a metric that is not in the table', metricsLine('route', 'Requests')],
])('the check of these lines finds a line that %s', (_what, line) => {
  expect(() => {
    checkTelemetryLines([line]);
  }).toThrow('line of the log');
});

function metricsLine(dimension: string, name: string): string {
  const directive = { Namespace: 'Marquee', Dimensions: [[dimension]], Metrics: [{ Name: name, Unit: 'Count' }] };
  const ids = {
    environment: 'e',
    lambdaRequestId: 'l',
    traceId: 't',
    coldStart: false,
    route: 'GET /v1/films',
    user: 'x',
  };
  return JSON.stringify({ type: 'metrics', _aws: { CloudWatchMetrics: [directive] }, ...ids, [name]: [1] });
}
