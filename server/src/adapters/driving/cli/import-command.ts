import { parseArgs } from 'node:util';
import type { ImportFilms } from '../../../application/films/import-films.ts';
import type { ImportCounts } from '../../../application/films/import-outcomes.ts';
import type { EndedImport } from '../../../application/films/keep-import-report.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { ImportSource } from '../../../ports/import-source.ts';
import { readRows } from '../import-file/read-rows.ts';
import { findableInWords } from './findable-in-words.ts';
import { ImportProgress } from './import-progress.ts';
import { qualityReport, qualitySummary } from './quality-report.ts';
import { ReportFile } from './report-file.ts';

export const IMPORT_USAGE = `Usage: npm run films:import -- <file | - | http(s) URL | s3://bucket/key> [--report [FILE]]

Imports films from a JSON array or JSON lines, plain or gzip. Importing the same file again changes nothing.
  -               read standard input
  --report        print how often each cleaning rule applied, with examples
  --report FILE   write to FILE, as JSON lines: every row that was not imported, with the reason, and each rule's count

Settings: MARQUEE_DATA_DIR, MARQUEE_DYNAMODB_ENDPOINT and the other settings of npm start; for s3://, AWS's own settings.
Exit codes: 0 imported; 1 failed, or no row could be imported; 2 wrong arguments; 130 interrupted`;

/** At most this many rows that were not imported are printed for each outcome. The report has all such rows. */
const SHOWN = 20;

export type ImportCommandDeps = {
  readonly source: ImportSource;
  readonly films: ImportFilms;
  readonly clock: Clock;
  /** Called and awaited before the first film is written. */
  readonly beforeFirstWrite: () => Promise<void>;
  /** Keeps the result for the status page. Never rejects. */
  readonly keepReport: (ended: EndedImport) => Promise<void>;
  /** Where progress and messages are written. */
  readonly terminal: NodeJS.WriteStream;
};

export type ImportArgs = {
  readonly location: string;
  /** Whether to print the quality report. */
  readonly isReportPrinted: boolean;
  /** The file that the report is written to. */
  readonly report: string | undefined;
};

/**
 * The FILE of `--report` is optional: `films.json --report` and `--report films.json` print the report, and
 * `--report report.jsonl films.json` writes it to a file.
 *
 * @throws Error with a message for the user
 */
export function parseImportArgs(args: string[]): ImportArgs {
  const inline = args.findIndex((arg) => arg.startsWith('--report='));
  const separate =
    inline < 0 ? args : args.with(inline, '--report').toSpliced(inline + 1, 0, (args[inline] ?? '').slice(9));
  const { tokens } = parseArgs({
    args: separate,
    options: { report: { type: 'boolean' } },
    allowPositionals: true,
    tokens: true,
  });
  const positionals = tokens.filter((token) => token.kind === 'positional');
  const flag = tokens.find((token) => token.kind === 'option');
  const file = positionals.length === 2 && flag ? positionals.find(({ index }) => index === flag.index + 1) : undefined;
  const [location, ...more] = positionals.filter((token) => token !== file);
  if (!location || more.length > 0) throw new Error('Pass one file, URL or s3:// address, or - for standard input.');
  return { location: location.value, isReportPrinted: flag !== undefined && !file, report: file?.value };
}

/** @param signal if it aborts, the import stops at the next batch and leaves the table usable */
export async function runImport(
  { location, isReportPrinted, report }: ImportArgs,
  { source, films, clock, beforeFirstWrite, keepReport, terminal }: ImportCommandDeps,
  signal: AbortSignal,
): Promise<Readonly<ImportCounts>> {
  const { chunks, sizeBytes } = await source.open(location, signal);
  const reportFile = report === undefined ? undefined : await ReportFile.open(report, [location]);
  const progress = new ImportProgress(terminal, clock, sizeBytes);
  const shown = { bad: 0, kept: 0 };
  const { counts, findable, quality } = await films
    .execute(
      readRows(progress.watch(chunks), signal),
      {
        onRowLeftAside: (row, outcome, reason) => {
          reportFile?.write({ row, outcome, reason });
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
    .catch((error: unknown) => {
      reportFile?.end();
      throw error;
    })
    .finally(() => {
      progress.end();
    });
  if (!signal.aborted) await keepReport({ location, tookMs: progress.elapsedMs(), counts, quality });
  for (const rule of quality) reportFile?.write(rule);
  terminal.write(isReportPrinted ? qualityReport(quality) : qualitySummary(quality));
  terminal.write(`${findableInWords(findable)}\n`);
  await reportFile?.close();
  return counts;
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
