import { expect, test } from '@jest/globals';
import { call } from '../../testing/api/client.ts';
import { startApi } from '../../testing/api/start-api.ts';
import { checkTelemetryLines, OF_EVENT } from '../../testing/telemetry-lines.ts';
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

const IDS = { requestId: 'r', lambdaRequestId: 'l', traceId: 't', coldStart: false };
const EVENT = { timestamp: '2026-11-29T00:00:00.000Z', level: 'info', type: 'provider-called' };
const START = { ...EVENT, type: 'writes-refused' };

test.each([
  ['is not JSON', 'request failed', 'is not JSON'],
  ['has no level', JSON.stringify({ ...EVENT, ...IDS, level: undefined }), 'lacks level'],
  ['lost the context of its request', JSON.stringify(EVENT), 'lacks requestId, lambdaRequestId, traceId, coldStart'],
  ['has no trace', JSON.stringify({ ...EVENT, ...IDS, traceId: undefined }), 'lacks traceId'],
  [
    'has only some ids, of a type that needs none',
    JSON.stringify({ ...START, requestId: 'r' }),
    'lacks lambdaRequestId',
  ],
  ['has a token', JSON.stringify({ ...EVENT, ...IDS, outcome: 'eyJhbGciOiJFUzI1NiJ9' }), 'contains'],
  ['has metrics without a request', metricsLine('route', 'RequestErrors', { requestId: undefined }), 'lacks requestId'],
  ['has another dimension', metricsLine('user', 'RequestErrors'), 'wrong dimension user'],
  ['has a metric that is not in the table', metricsLine('route', 'Requests'), 'unknown metric Requests'],
])('the check of these lines finds a line that %s', (_what, line, fault) => {
  expect(() => {
    checkTelemetryLines([line]);
  }).toThrow(fault);
});

test('the check accepts a line without ids if no request causes lines of its type', () => {
  checkTelemetryLines([JSON.stringify(START)]);
});

test('the lines of a function that no client calls need no request id, but all other ids', () => {
  const lines = [EVENT, { ...EVENT, ...IDS, requestId: undefined }].map((line) => JSON.stringify(line));
  checkTelemetryLines(lines.slice(1), [], OF_EVENT);
  expect(() => {
    checkTelemetryLines(lines, [], OF_EVENT);
  }).toThrow('lacks lambdaRequestId, traceId, coldStart');
});

function metricsLine(dimension: string, name: string, others: object = {}): string {
  const directive = { Namespace: 'Marquee', Dimensions: [[dimension]], Metrics: [{ Name: name, Unit: 'Count' }] };
  const dimensions = { environment: 'e', route: 'GET /v1/films', user: 'x' };
  const aws = { CloudWatchMetrics: [directive] };
  return JSON.stringify({ type: 'metrics', _aws: aws, ...dimensions, ...IDS, [name]: [1], ...others });
}
