import { isMarqueeError } from '../../src/domain/errors.ts';
import type { Clock } from '../../src/ports/clock.ts';
import { pick, randomInt, type Random } from '../random.ts';
import { inOneBatch } from '../search/whole-answer.ts';
import { TITLES } from './scheduled-edits.ts';
import type { StoreInstance } from './store-instance.ts';

/**
 * The duration of the write that {@link slowAtFirst} makes slow. After a write that takes this long, all later writes
 * of the import are bulk writes.
 */
const SLOW_MS = 11_000;

const SILENT = { onRowLeftAside: () => undefined, onProgress: () => undefined };

/** The rows of an import, which can be imported again. */
export class ScheduledRows {
  readonly #rows: readonly object[];

  constructor(rows: readonly object[]) {
    this.#rows = rows;
  }

  /**
   * Imports the rows again. This writes the films that the first import did not complete, but no film that was deleted.
   */
  async importAgain(instance: StoreInstance, clock?: Clock): Promise<void> {
    const rows = this.#rows.map((value, i) => ({ number: i + 1, value }));
    await instance.imports(clock).execute(inOneBatch(rows), SILENT);
  }
}

/**
 * Imports new rows of the films that people edit, or rows that were imported before. A failing store ends the import.
 *
 * @param imported the rows of the imports so far; the function adds new ones
 */
export async function runImport(
  instance: StoreInstance,
  clock: Clock,
  random: Random,
  imported: ScheduledRows[],
  name: string,
): Promise<void> {
  const isBulk = randomInt(random, 2) === 0;
  const isRepeated = imported.length > 0 && randomInt(random, 3) === 0;
  const rows = isRepeated ? pick(random, imported) : newRows(name, isBulk);
  if (!isRepeated) imported.push(rows);
  try {
    await rows.importAgain(instance, isBulk ? slowAtFirst(clock) : clock);
  } catch (error) {
    if (!isMarqueeError(error) || error.kind !== 'upstream-unavailable') throw error;
  }
}

function newRows(name: string, isBulk: boolean): ScheduledRows {
  const row = (title: string) => ({ title, year: 1990, cast: [`Import ${name}-${title}`] });
  const rows = TITLES.map(row);
  const suffix = name.replace('.', ' ');
  // The import has two equal rows. The second row waits until the first is written, and slowAtFirst() makes the write
  // of the first row slow.
  const first = row(`first ${suffix}`);
  // Nobody edits this film, because an edit would put the film into the list of changes. So search can find it only in
  // a snapshot.
  const bulk = row(`bulk ${suffix}`);
  return new ScheduledRows(isBulk ? [first, first, bulk, ...rows] : rows);
}

/** Makes the first write slow. The import then continues as a bulk import, as an import of more than 500 films does. */
function slowAtFirst(clock: Clock): Clock {
  let looks = 0;
  return {
    nowMs: () => clock.nowMs(),
    monotonicMs: () => clock.monotonicMs() + SLOW_MS * Math.min(looks++, 1),
    sleep: (ms, signal) => clock.sleep(ms, signal),
  };
}
