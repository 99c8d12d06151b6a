import { createReadStream } from 'node:fs';
import { splitJsonRows } from '../../server/src/adapters/driving/import-file/split-json-rows.ts';

export type Comparison = {
  /** Films and deleted films of each table. */
  readonly original: number;
  readonly restored: number;
  /** Whether the two exports are the same. */
  readonly isSame: boolean;
  /** Films that were created, edited or deleted after the time to which the table was restored. */
  readonly changedSince: number;
  /** Of these, the first, each with how it differs. */
  readonly changes: readonly string[];
  /**
   * What a restore cannot explain: films that are newer in the restored table, missing in the original, or different at
   * the same version.
   */
  readonly faults: readonly string[];
  /** `faults` has only the first of them. */
  readonly faultCount: number;
};

type Line = { readonly id: string; readonly version: number; readonly text: string };

/** At most this many faults, and as many changes, are named. */
const NAMED = 20;

/**
 * Compares two exports, which are sorted by id. The original may have changed since the time to which the other table
 * was restored. So each film of the restored table must be in the original, either equal or with a higher version.
 * Derived attributes change the version too. Only one line of each file is held in memory.
 */
export async function compareExports(original: string, restored: string): Promise<Comparison> {
  const [ours, theirs] = [linesOf(original), linesOf(restored)];
  const counts = { original: 0, restored: 0, changedSince: 0, faultCount: 0 };
  const [faults, changes]: [string[], string[]] = [[], []];
  const fault = (text: string) => {
    counts.faultCount += 1;
    if (faults.length < NAMED) faults.push(text);
  };
  const change = (text: string) => {
    counts.changedSince += 1;
    if (changes.length < NAMED) changes.push(text);
  };
  let isSame = true;
  let [a, b] = [await next(ours), await next(theirs)];
  while (a || b) {
    const [isInOriginal, isInRestored] = [a && (!b || a.id <= b.id), b && (!a || b.id <= a.id)];
    if (a && isInOriginal) counts.original += 1;
    if (b && isInRestored) counts.restored += 1;
    if (!(isInOriginal && isInRestored && a?.text === b?.text)) {
      isSame = false;
      if (!isInOriginal) fault(`${b?.id ?? ''} is in the restored table only`);
      else if (isInRestored && a && b && b.version > a.version) fault(`${b.id} is newer in the restored table`);
      else if (isInRestored && a?.version === b?.version) fault(`${b?.id ?? ''} differs at the same version`);
      else if (isInRestored) change(`${b?.id ?? ''} has another version in the original`);
      else change(`${a?.id ?? ''} is in the original only`);
    }
    if (isInOriginal) a = await next(ours);
    if (isInRestored) b = await next(theirs);
  }
  return { ...counts, isSame, faults, changes };
}

async function* linesOf(file: string): AsyncGenerator<Line, undefined> {
  for await (const rows of splitJsonRows(createReadStream(file))) {
    for (const { number, bytes } of rows) {
      if (!bytes) throw new Error(`Line ${String(number)} of ${file} is too long.`);
      const text = new TextDecoder().decode(bytes);
      const { id, version } = JSON.parse(text) as Line;
      yield { id, version, text };
    }
  }
  return undefined;
}

async function next(lines: AsyncGenerator<Line, undefined>): Promise<Line | undefined> {
  return (await lines.next()).value;
}
