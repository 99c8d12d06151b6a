import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, jest, test } from '@jest/globals';
import { FakeClock } from '../../../../testing/clocks/fake-clock.ts';
import { logFormatFor } from '../../driven/telemetry/text-line.ts';
import { reportFailure } from './command-line.ts';
import { EnrichReport } from './enrich-report.ts';
import { ImportProgress } from './import-progress.ts';
import { describeResult } from './invoke-command.ts';
import { printable, printableJson } from './printable.ts';
import { qualityReport } from './quality-report.ts';
import { ReportFile } from './report-file.ts';

/** Clears the screen, sets the title of the window, begins a control sequence in one byte, and turns the text around. */
const HOSTILE = 'a\u001b[2J\u001b]0;x\u0007\u009b31m\u007f\r\u202eb\u2028c';
// eslint-disable-next-line no-control-regex -- control characters are what it finds
const DANGEROUS = /[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e]/;

test('escapes control characters, and leaves other texts as they are', () => {
  expect(printable(HOSTILE)).toBe(String.raw`a\u{1b}[2J\u{1b}]0;x\u{7}\u{9b}31m\u{7f}\u{d}\u{202e}b\u{2028}c`);
  expect(printable('Amélie, 七人の侍, می\u200cخواهم 👩\u200d👧 \\u{1b}')).toBe(
    'Amélie, 七人の侍, می\u200cخواهم 👩\u200d👧 \\u{1b}',
  );
  expect(printableJson({ a: HOSTILE })).not.toMatch(DANGEROUS);
  for (const value of [{ a: HOSTILE }, ['\\u{41}', '\\', '\n', '\ud800']]) {
    expect(JSON.parse(printableJson(value, 2))).toEqual(JSON.parse(JSON.stringify(value)));
  }
});

test('no command prints the control characters of a file or a peer', async () => {
  const printed: string[] = [];
  const write = (text: unknown) => printed.push(String(text)) > 0;
  const terminal = { isTTY: false, write } as unknown as NodeJS.WriteStream;
  const progress = new ImportProgress(terminal, new FakeClock(0), undefined);
  progress.say(`row 1 bad: ${HOSTILE}`);
  const example = { row: 1, attribute: HOSTILE, before: HOSTILE, after: HOSTILE };
  write(qualityReport([{ rule: 'bad-attribute', count: 1, examples: [example] }]));
  const report = new EnrichReport(undefined, (line) => {
    progress.say(line);
  });
  report.addFilm('jaws-1975', 'refused', HOSTILE);
  report.addBadRow(1, HOSTILE);
  write(report.inWords());
  write(describeResult({ statusCode: 200, headers: { a: HOSTILE }, body: JSON.stringify({ title: HOSTILE }) }));
  write(describeResult({ statusCode: 200, body: HOSTILE }));
  const format = logFormatFor({ isTTY: true });
  write(format({ timestamp: new Date(0).toISOString(), level: 'info', type: 'x', reason: HOSTILE, list: [HOSTILE] }));
  const spy = jest.spyOn(process.stderr, 'write').mockImplementation(write);
  reportFailure(new Error(`${HOSTILE}\nsecond line`));
  spy.mockRestore();
  process.exitCode = 0;
  const folder = await mkdtemp(join(tmpdir(), 'marquee-report-'));
  const file = await ReportFile.open(join(folder, 'report.jsonl'), []);
  file.write({ row: 1, reason: HOSTILE });
  await file.close();
  write(await readFile(join(folder, 'report.jsonl'), 'utf8'));
  await rm(folder, { recursive: true });
  expect(printed.filter((text) => DANGEROUS.test(text))).toEqual([]);
  expect(printed).toHaveLength(9);
});
