import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { MarqueeEvent } from '../../../ports/observer.ts';
import { inContext } from './request-context.ts';
import { LogObserver } from './log-observer.ts';

let lines: string[];
beforeEach(() => {
  lines = [];
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
});
afterEach(() => {
  jest.restoreAllMocks();
});

const logged = (event: MarqueeEvent) => {
  new LogObserver().observe(event);
  return JSON.parse(lines.at(-1) ?? '') as Record<string, unknown>;
};

test.each<[string, MarqueeEvent]>([
  ['error', { type: 'catalogue-refresh-failed', error: new Error('down') }],
  ['warn', { type: 'snapshot-unusable', name: 'films-1', error: new Error('damaged') }],
  ['warn', { type: 'cache-hits-lost', hits: 3 }],
  ['warn', { type: 'cache-entry-too-large', operation: 'search', bytes: 500_000 }],
  ['warn', { type: 'writes-refused', reason: 'no issuer' }],
  ['info', { type: 'catalogue-loaded', from: 'snapshot', films: 1, tookMs: 1 }],
  ['error', { type: 'import-failed', location: 's3://imports/films.json', error: new Error('gone') }],
])('logs at level %s: %j', (level, event) => {
  expect(logged(event)).toMatchObject({ level, type: event.type });
});

test('logs the name, message and code of an error and its causes, and none of their other properties', () => {
  const cause = Object.assign(new Error('refused'), { body: 'secret' });
  const { error } = logged({ type: 'catalogue-refresh-failed', error: new Error('down', { cause }) });
  expect(error).toMatchObject({ name: 'Error', message: 'down', cause: { name: 'Error', message: 'refused' } });
  expect(lines.at(-1)).not.toContain('secret');
});

test('names the request, the invocation and the trace in each line, and whether the instance is new', () => {
  const context = { requestId: 'r', lambdaRequestId: 'l', traceId: '1-a-b', coldStart: true };
  const line = inContext(context, () => logged({ type: 'cache-hits-lost', hits: 3 }));
  expect(line).toMatchObject({ ...context, hits: 3 });
  expect(new Date(String(line['timestamp'])).toISOString()).toBe(line['timestamp']);
});

test.each<MarqueeEvent>([
  { type: 'request-answered', requestId: 'r', route: 'GET /v1/films', status: 200, tookMs: 1 },
  { type: 'catalogue-refreshed', publishedAtMs: 1, changed: 0 },
  { type: 'snapshot-checked', lagMs: 0 },
  { type: 'purge-received', waitedMs: 1 },
])('does not log events that come with nearly every request, such as %j', (event) => {
  new LogObserver().observe(event);
  expect(lines).toEqual([]);
});
