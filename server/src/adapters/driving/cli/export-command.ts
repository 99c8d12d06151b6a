import { createHash } from 'node:crypto';
import { parseArgs } from 'node:util';
import type { ExportFilms, ExportProgress } from '../../../application/films/export-films.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { ExportTarget } from '../../../ports/export-target.ts';
import { gzipped, utf8 } from '../export-file/export-bytes.ts';
import { filmsInWords } from './findable-in-words.ts';
import { ImportProgress } from './import-progress.ts';

/** The file that is written if no file is named. */
const DEFAULT_FILE = 'marquee-films.jsonl';

export const EXPORT_USAGE = `Usage: npm run films:export [-- --out FILE|-] [--gzip]

Writes all films to a file. Importing it into an empty store with films:import makes the same catalogue again. Each line is a
film as JSON: its id and version, all its attributes, and what later imports need to recognise it. Deleted films have a line too.
The lines are sorted by id. The film store is only read, so a server may run.
  --out FILE   the file (${DEFAULT_FILE}, or ${DEFAULT_FILE}.gz with --gzip); it is replaced only when the export is complete
  --out -      write to standard output: npm run --silent films:export -- --out - | ...
  --gzip       compress

Settings: MARQUEE_DATA_DIR, MARQUEE_DYNAMODB_ENDPOINT and the other settings of npm start; for a catalogue in AWS,
MARQUEE_DYNAMODB_ENDPOINT=aws, MARQUEE_FILMS_TABLE and AWS's own settings.
Exit codes: 0 exported; 1 failed; 2 wrong arguments; 130 interrupted`;

export type ExportArgs = { readonly out: string; readonly isCompressed: boolean };

/** @throws Error with a message for the user */
export function parseExportArgs(args: string[]): ExportArgs {
  const options = { out: { type: 'string' }, gzip: { type: 'boolean', default: false } } as const;
  const { out, gzip } = parseArgs({ args, options }).values;
  if (out === '') throw new Error('--out must name a file, or - for standard output.');
  return { out: out ?? (gzip ? `${DEFAULT_FILE}.gz` : DEFAULT_FILE), isCompressed: gzip };
}

export type ExportCommandDeps = {
  readonly films: ExportFilms;
  readonly target: ExportTarget;
  readonly clock: Clock;
  /** Where progress and messages are written. */
  readonly terminal: NodeJS.WriteStream;
};

/** @param signal if it aborts, nothing is written under the file's name */
export async function runExport(
  { out, isCompressed }: ExportArgs,
  { films, target, clock, terminal }: ExportCommandDeps,
  signal: AbortSignal,
): Promise<void> {
  const progress = new ImportProgress(terminal, clock, undefined, 'films');
  const hash = createHash('sha256');
  let counts: ExportProgress = { films: 0, deleted: 0, total: 0 };
  const lines = films.execute((now) => {
    counts = now;
    progress.update(now.films + now.deleted, now.total);
  }, signal);
  const bytes = utf8(lines, (chunk) => hash.update(chunk));
  await target.write(out, isCompressed ? gzipped(bytes) : bytes).finally(() => {
    progress.end();
  });
  const seconds = (progress.elapsedMs() / 1000).toFixed(1);
  const deleted = counts.deleted === 0 ? '' : `, and ${counts.deleted.toLocaleString('en')} deleted`;
  const where = out === '-' ? 'standard output' : out;
  const peakMb = Math.round(process.resourceUsage().maxRSS / 1024);
  terminal.write(
    `${filmsInWords(counts.films)}${deleted} in ${where} after ${seconds} s (peak memory ${String(peakMb)} MB)\n` +
      `SHA-256 of the lines${isCompressed ? ' before compression' : ''}: ${hash.digest('hex')}\n`,
  );
}
