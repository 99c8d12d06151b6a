import { basename } from 'node:path';
import type { EnrichCounts, EnrichFilms } from '../../../application/films/enrich-films.ts';
import type { EnrichmentSource } from '../../../application/films/enrichment/enrichment-source.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { ImportSource } from '../../../ports/import-source.ts';
import { cmuPlots } from '../enrichment-files/cmu-plots.ts';
import { imdbRatings } from '../enrichment-files/imdb-ratings.ts';
import { mappedFile } from '../enrichment-files/mapped-file.ts';
import type { SourceFile } from '../enrichment-files/source-file.ts';
import type { EnrichArgs } from './enrich-args.ts';
import { EnrichReport } from './enrich-report.ts';
import { filmsInWords, findableInWords } from './findable-in-words.ts';
import { ImportProgress } from './import-progress.ts';
import { ReportFile } from './report-file.ts';

export type EnrichCommandDeps = {
  readonly source: ImportSource;
  readonly films: EnrichFilms;
  readonly clock: Clock;
  /** Where progress and messages are written. */
  readonly terminal: NodeJS.WriteStream;
};

/** @param signal if it aborts, the command starts no further write and leaves the table usable */
export async function runEnrich(
  args: EnrichArgs,
  { source, films, clock, terminal }: EnrichCommandDeps,
  signal: AbortSignal,
): Promise<Readonly<EnrichCounts>> {
  const sizeBytes = await totalSize(args.locations, source, signal);
  const reportFile = args.report === undefined ? undefined : await ReportFile.open(args.report, args.locations);
  const reading = new ImportProgress(terminal, clock, sizeBytes);
  const report = new EnrichReport(reportFile, (line) => {
    reading.say(line);
  });
  let rows = 0;
  const fileAt = (location: string): SourceFile => ({
    name: basename(location),
    open: async () => reading.watch((await source.open(location, signal)).chunks),
    onRows: (more) => {
      rows += more;
      reading.update(rows);
    },
  });
  let writing: ImportProgress | undefined;
  const { counts, findable } = await films
    .execute(
      sourceOf(args, fileAt, report),
      {
        onFilm: (film, outcome, reason) => {
          report.addFilm(film, outcome, reason);
        },
        onMatched: (matched) => {
          reading.end();
          terminal.write(readInWords(rows, reading.elapsedMs()) + matchedInWords(matched));
          writing = new ImportProgress(terminal, clock, undefined, 'films');
        },
        onProgress: ({ updated, unchanged }) => {
          writing?.update(updated + unchanged);
        },
      },
      signal,
    )
    .catch((error: unknown) => {
      reportFile?.end();
      throw error;
    })
    .finally(() => {
      (writing ?? reading).end();
    });
  terminal.write(args.isReportPrinted ? report.inWords() : '');
  terminal.write(`${writtenInWords(counts, writing?.elapsedMs() ?? 0)}${findableInWords(findable)}\n`);
  await reportFile?.close();
  return counts;
}

/**
 * Opens each file once before the first is read, because reading takes minutes and a wrong name should be reported at
 * once.
 *
 * @returns the size of all files in bytes; `undefined` if it is not known
 */
async function totalSize(
  locations: readonly string[],
  source: ImportSource,
  signal: AbortSignal,
): Promise<number | undefined> {
  let total: number | undefined = 0;
  for (const location of locations) {
    // Standard input can be opened only once.
    const opened = location === '-' ? undefined : await source.open(location, signal);
    total = total === undefined || opened?.sizeBytes === undefined ? undefined : total + opened.sizeBytes;
    // One chunk is read, because only a source that was read from closes what it has opened.
    for await (const _first of opened?.chunks ?? []) break;
  }
  return total;
}

function sourceOf(
  { source }: EnrichArgs,
  fileAt: (location: string) => SourceFile,
  report: EnrichReport,
): EnrichmentSource {
  switch (source.kind) {
    case 'imdb-ratings':
      return imdbRatings({
        basics: fileAt(source.basics),
        ratings: fileAt(source.ratings),
        akas: source.akas === undefined ? undefined : fileAt(source.akas),
      });
    case 'cmu-plots':
      return cmuPlots({ metadata: fileAt(source.metadata), plots: fileAt(source.plots) });
    case 'file':
      return mappedFile({
        ...source,
        file: fileAt(source.file),
        onBadRow: (row, reason) => {
          report.addBadRow(row, reason);
        },
      });
  }
}

function readInWords(rows: number, elapsedMs: number): string {
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  return `${inWords(rows)} rows in ${seconds(elapsedMs)} (peak memory ${String(peakMb)} MB)\n`;
}

function matchedInWords({ matched, otherYear, ambiguous, unmatched }: Readonly<EnrichCounts>): string {
  const nearby = otherYear > 0 ? ` (${inWords(otherYear)} with the year before or after)` : '';
  const films = filmsInWords(matched + ambiguous + unmatched);
  return `${films}: ${inWords(matched)} matched${nearby}, ${inWords(ambiguous)} ambiguous, ${inWords(unmatched)} unmatched\n`;
}

function writtenInWords({ updated, unchanged, kept, refused }: Readonly<EnrichCounts>, elapsedMs: number): string {
  const own = kept > 0 ? `; ${inWords(kept)} keep values of their own` : '';
  const not = refused > 0 ? `; ${inWords(refused)} could not be written` : '';
  return `${filmsInWords(updated)} updated in ${seconds(elapsedMs)}, ${inWords(unchanged)} unchanged${own}${not}\n`;
}

function inWords(count: number): string {
  return count.toLocaleString('en');
}

function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}
