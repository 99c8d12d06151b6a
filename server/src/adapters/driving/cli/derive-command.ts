import type { DeriveFilms } from '../../../application/films/derive-films.ts';
import type { Clock } from '../../../ports/clock.ts';
import { findableInWords } from './findable-in-words.ts';
import { ImportProgress } from './import-progress.ts';

export const DERIVE_USAGE = `Usage: npm run films:derive

Derives the directors of all films of this machine's catalogue from their synopses, as an import does for new films, and rebuilds
search if any film has changed. Directors that a person entered or a file imported are kept. Running the command again changes
nothing, and completes a run that was interrupted.

Settings: MARQUEE_DATA_DIR, MARQUEE_DYNAMODB_ENDPOINT and the other settings of npm start.
Exit codes: 0 derived; 1 failed; 2 wrong arguments; 130 interrupted`;

export type DeriveCommandDeps = {
  readonly derive: DeriveFilms;
  readonly clock: Clock;
  /** Where progress and messages are written. */
  readonly terminal: NodeJS.WriteStream;
};

/** @param signal if it aborts, the command starts no further write and leaves the table usable */
export async function runDerive({ derive, clock, terminal }: DeriveCommandDeps, signal: AbortSignal): Promise<void> {
  const progress = new ImportProgress(terminal, clock, undefined, 'films');
  const { counts, findable } = await derive
    .execute(({ films }) => {
      progress.update(films);
    }, signal)
    .finally(() => {
      progress.end();
    });
  const { films, updated, kept } = counts;
  const [all, changed, left] = [films, updated, kept].map((count) => count.toLocaleString('en'));
  const seconds = (progress.elapsedMs() / 1000).toFixed(1);
  terminal.write(
    `${all ?? ''} films in ${seconds} s: directors of ${changed ?? ''} updated; ` +
      `${left ?? ''} keep other directors than those named in their synopsis\n${findableInWords(findable)}\n`,
  );
}
