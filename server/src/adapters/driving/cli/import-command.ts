import { once } from 'node:events';
import { createWriteStream, type WriteStream } from 'node:fs';
import { resolve } from 'node:path';
import { finished } from 'node:stream/promises';
import { parseArgs } from 'node:util';
import type { Findable } from '../../../application/films/bulk-import.ts';
import type { ImportFilms } from '../../../application/films/import-films.ts';
import type { ImportCounts } from '../../../application/films/import-run.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { ImportSource } from '../../../ports/import-source.ts';
import { readRows } from '../import-file/read-rows.ts';
import { ImportProgress } from './import-progress.ts';

export const IMPORT_USAGE = `Usage: npm run films:import -- <file | - | http(s) URL | s3://bucket/key> [--report FILE]

Imports films from a JSON array or JSON lines, plain or gzip. Importing the same file again changes nothing.
  -               read standard input
  --report FILE   write every row that was not imported, and the reason, as JSON lines

Settings: MARQUEE_DATA_DIR, MARQUEE_DYNAMODB_ENDPOINT and the other settings of npm start; for s3://, AWS's own settings.
Exit codes: 0 imported, 1 failed or no row could be imported, 2 wrong arguments, 130 interrupted`;

/** Of the rows that were not imported, at most this many are printed for each outcome. The report has all of them. */
const SHOWN = 20;

export type ImportCommandDeps = {
  readonly source: ImportSource;
  readonly films: ImportFilms;
  readonly clock: Clock;
  /** Called and awaited before the first film is written. */
  readonly beforeFirstWrite: () => Promise<void>;
  /** Where progress and messages are written. */
  readonly terminal: NodeJS.WriteStream;
};

/** @throws Error with a message for the user */
export function parseImportArgs(args: string[]): { location: string; report: string | undefined } {
  const { values, positionals } = parseArgs({
    args,
    options: { report: { type: 'string' } },
    allowPositionals: true,
  });
  const [location] = positionals;
  if (positionals.length !== 1 || location === undefined)
    throw new Error('Pass one file, URL or s3:// address, or - for standard input.');
  return { location, report: values.report };
}

/** @param signal if it aborts, the import stops at the next batch and leaves the table usable */
export async function runImport(
  { location, report }: { location: string; report: string | undefined },
  { source, films, clock, beforeFirstWrite, terminal }: ImportCommandDeps,
  signal: AbortSignal,
): Promise<Readonly<ImportCounts>> {
  const { chunks, sizeBytes } = await source.open(location, signal);
  const reportStream = report === undefined ? undefined : await openReport(report, location);
  const progress = new ImportProgress(terminal, clock, sizeBytes);
  const shown = { bad: 0, kept: 0 };
  const { counts, findable } = await films
    .execute(
      readRows(progress.watch(chunks)),
      {
        onRowLeftAside: (row, outcome, reason) => {
          reportStream?.write(`${JSON.stringify({ row, outcome, reason })}\n`);
          shown[outcome] += 1;
          if (shown[outcome] <= SHOWN) progress.say(`row ${String(row)} ${outcome}: ${reason}`);
          if (shown[outcome] === SHOWN + 1)
            progress.say(`... more rows are ${outcome}; ${report ?? '--report FILE'} has all of them`);
        },
        beforeFirstWrite,
        onProgress: (now) => {
          progress.update(now.rows);
        },
        onRowsDone: (all) => {
          progress.end();
          terminal.write(summary(all, progress.elapsedMs()));
        },
      },
      signal,
    )
    .finally(() => {
      progress.end();
      reportStream?.end();
    });
  terminal.write(`${inWords(findable)}\n`);
  if (reportStream) await finished(reportStream).catch(refuseReport);
  return counts;
}

async function openReport(report: string, location: string): Promise<WriteStream> {
  if (resolve(report) === resolve(location)) throw new Error('--report must not name the file that you import.');
  const stream = createWriteStream(report);
  await once(stream, 'open').catch(refuseReport);
  // If the disk becomes full later, the import continues. The failure is reported at the end.
  stream.on('error', () => undefined);
  return stream;
}

function refuseReport(error: unknown): never {
  throw new Error(`The report cannot be written: ${error instanceof Error ? error.message : String(error)}`);
}

function inWords(findable: Findable): string {
  switch (findable.by) {
    case 'nothing-new':
      return 'Nothing has changed for search.';
    case 'changes':
      return `${films(findable.films)} can be found by search. A running server notices the change within 2 s.`;
    case 'snapshot':
      return `${findable.films === undefined ? 'All films' : films(findable.films)} can be found by search, ${(findable.tookMs / 1000).toFixed(1)} s after the last row`;
    case 'later-snapshot':
      return 'These films are not in the search index yet. A running server adds them at its next search, a stopped server at its next start. To add them now, run `npm run search:rebuild`.';
  }
}

function films(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'film' : 'films'}`;
}

function summary(counts: Readonly<ImportCounts>, elapsedMs: number): string {
  const parts = (['created', 'updated', 'unchanged', 'merged', 'kept', 'bad'] as const)
    .filter((outcome) => counts[outcome] > 0)
    .map((outcome) => `${counts[outcome].toLocaleString('en')} ${outcome}`);
  const seconds = (elapsedMs / 1000).toFixed(1);
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  const outcomes = parts.join(', ') || 'nothing to import';
  return `${counts.rows.toLocaleString('en')} rows in ${seconds} s (peak memory ${String(peakMb)} MB): ${outcomes}\n`;
}
