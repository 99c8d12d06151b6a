import { afterEach, beforeEach, expect, jest, test } from '@jest/globals';
import type { MarqueeEvent } from '../../../ports/observer.ts';
import { JsonLogObserver } from './json-log-observer.ts';

let lines: string[];
beforeEach(() => {
  lines = [];
  jest.spyOn(process.stderr, 'write').mockImplementation((text) => lines.push(String(text)) > 0);
});
afterEach(() => {
  jest.restoreAllMocks();
});

const logged = (event: MarqueeEvent) => {
  new JsonLogObserver().observe(event);
  return JSON.parse(lines.at(-1) ?? '') as Record<string, unknown>;
};

test.each<[string, MarqueeEvent]>([
  ['error', { type: 'catalogue-refresh-failed', error: new Error('down') }],
  ['warn', { type: 'snapshot-unusable', name: 'films-1', error: new Error('damaged') }],
  ['warn', { type: 'cache-hits-lost', hits: 3 }],
  ['warn', { type: 'cache-entry-too-large', operation: 'search', bytes: 500_000 }],
  ['warn', { type: 'writes-refused', reason: 'no issuer' }],
  ['info', { type: 'catalogue-loaded', from: 'snapshot', films: 1, tookMs: 1 }],
])('logs at level %s: %j', (level, event) => {
  expect(logged(event)).toMatchObject({ level, type: event.type });
});

test('logs the name, message and code of an error and its causes, and none of their other properties', () => {
  const cause = Object.assign(new Error('refused'), { body: 'secret' });
  const { error } = logged({ type: 'catalogue-refresh-failed', error: new Error('down', { cause }) });
  expect(error).toMatchObject({ name: 'Error', message: 'down', cause: { name: 'Error', message: 'refused' } });
  expect(lines.at(-1)).not.toContain('secret');
});
