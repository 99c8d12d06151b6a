import { expect, test } from '@jest/globals';
import type { LogLine } from './log-line.ts';
import { logFormatFor } from './text-line.ts';

const LINE: LogLine = {
  timestamp: '2026-11-29T18:04:05.678Z',
  level: 'info',
  type: 'catalogue-loaded',
  ...{ requestId: 'r', traceId: '1-a-b', coldStart: false },
  ...{ from: 'snapshot', films: 239, tookMs: 12 },
};

const terminal = { isTTY: true, hasColors: () => false };
const asText = (line: Partial<LogLine>) => logFormatFor(terminal)({ ...LINE, ...line });

test('writes JSON to a file or a pipe', () => {
  expect(JSON.parse(logFormatFor({})(LINE))).toEqual(LINE);
});

test('writes one aligned line of text to a terminal', () => {
  const other = asText({ level: 'error', type: 'import-failed' });
  expect(asText({})).toMatch(/^\d\d:04:05 info {2}catalogue loaded {9}requestId=r from=snapshot films=239 tookMs=12$/);
  expect(other.indexOf('requestId')).toBe(asText({}).indexOf('requestId'));
});

test('colours the line on a terminal that shows colours, which Node finds out from NO_COLOR and other variables', () => {
  const coloured = logFormatFor({ isTTY: true, hasColors: () => true })(LINE);
  expect(coloured).toContain('\u001b[32minfo ');
  expect(asText({})).not.toContain('\u001b');
});

test.each(['a\nb', 'a\u001b[2Jb', 'a\u009bb', 'a\u202eb', 'a b="c'])(
  'escapes %j, so that it cannot pass for other text',
  (reason) => {
    const text = asText({ reason });
    expect(text).not.toMatch(/[\p{C}]/u);
    expect(text).toContain('reason="a');
  },
);

test('shows the messages of an error and its causes, and where an unexpected one was thrown', () => {
  const cause = { name: 'MarqueeError', message: 'The store is down.', code: 'store-unavailable' };
  const error = { name: 'TypeError', message: 'no', stack: 'TypeError: no\n    at run (file.ts:1:2)\n    at x', cause };
  expect(asText({ error })).toContain(
    'error="TypeError: no: at run (file.ts:1:2)" cause="MarqueeError: The store is down."',
  );
});
