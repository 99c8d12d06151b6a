/**
 * The marks on a film's item. Each logical write has a random name, which is called its writer. The item stores the
 * writers of the film's last four versions, and the writer that created the film. When the answer to a write is lost,
 * the mark proves that the write was made. The writer of version 7 is in slot 7 % 4:
 *
 *     writer3   7 1b9d6bcd-bbfd-4b2d-9b5d-ab8dfbbd4bed
 *     creator   5 6ec0bd7f-11c0-43da-975e-2a8ad9ebae0b   stays until the film is deleted and created again
 *
 * Items that an earlier version of Marquee wrote have no marks.
 */
export type WriterMarks = Readonly<Partial<Record<Slot, string>>>;

type Slot = (typeof SLOTS)[number];

const SLOTS = ['creator', 'writer0', 'writer1', 'writer2', 'writer3'] as const;

/** A mark is overwritten by the fourth write after the one that left it. */
const MARKED_VERSIONS = 4;

/** The marks that the write of a version sets. */
export function writerMarks(version: number, writer: string, isCreation: boolean): WriterMarks {
  const mark = `${String(version)} ${writer}`;
  return { [`writer${String(version % MARKED_VERSIONS)}`]: mark, ...(isCreation && { creator: mark }) };
}

/** The version that this writer wrote; `undefined` when it left no mark. */
export function versionWrittenBy(writer: string, marks: WriterMarks = {}): number | undefined {
  const mark = SLOTS.map((slot) => marks[slot]).find((text) => text?.endsWith(` ${writer}`));
  return mark === undefined ? undefined : versionOf(mark);
}

/**
 * Whether later writes may have overwritten the mark of the write that created a version.
 *
 * @param latest the film's current version
 */
export function mayBeOverwritten(version: number, isCreation: boolean, latest: number, marks: WriterMarks): boolean {
  if (latest < version + MARKED_VERSIONS) return false;
  return !isCreation || (marks.creator !== undefined && versionOf(marks.creator) > version);
}

function versionOf(mark: string): number {
  return Number.parseInt(mark, 10);
}
