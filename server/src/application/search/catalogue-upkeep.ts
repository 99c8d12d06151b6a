import { isFromTheFuture } from '../../domain/clock-tolerance.ts';
import type { CataloguePointer, CatalogueState, SnapshotEntry } from '../../ports/catalogue-pointer.ts';
import type { Clock } from '../../ports/clock.ts';
import type { FilmRepository } from '../../ports/film-repository.ts';

/**
 * A rebuild drops the pointer to a snapshot of another format when that snapshot was published longer ago than this,
 * because the list of changes must keep every change that the snapshot lacks. A version of Marquee that still reads this
 * format then reads the table once and publishes a new snapshot.
 */
const OTHER_FORMAT_KEPT_MS = 7 * 24 * 3_600_000;

/**
 * Raises the generation if the watermark of the current snapshot lies in the future. Readers then know that the
 * snapshot is outdated. They still know it if this rebuild is killed and their clocks reach the time of the watermark.
 * Also raises the generation if an import was killed and there are snapshots of other formats, because these may lack
 * films of the import. The generation rises before the scan, so that the new snapshot is not outdated.
 */
export async function outdateWrongSnapshots(
  pointer: Pick<CataloguePointer, 'advance' | 'read'>,
  clock: Clock,
  state: CatalogueState,
  hasKilledImport: boolean,
): Promise<CatalogueState> {
  const { snapshot, otherSnapshots = [] } = state;
  const isAhead = snapshot !== undefined && isFromTheFuture(snapshot.watermarkMs, clock.nowMs());
  if (!isAhead && !(hasKilledImport && otherSnapshots.length > 0)) return state;
  await pointer.advance();
  return pointer.read();
}

/** @returns the snapshots of other formats that are kept */
export async function dropOldFormats(
  pointer: Pick<CataloguePointer, 'dropFormats'>,
  clock: Clock,
  others: readonly SnapshotEntry[],
): Promise<readonly SnapshotEntry[]> {
  const isKept = ({ publishedAtMs }: SnapshotEntry) => clock.nowMs() - publishedAtMs < OTHER_FORMAT_KEPT_MS;
  await pointer.dropFormats(others.filter((each) => !isKept(each)));
  return others.filter(isKept);
}

/** Removes the changes before this time from the list of changes. */
export async function forgetChanges(
  films: Pick<FilmRepository, 'changesSince' | 'forgetChange'>,
  beforeMs: number,
): Promise<void> {
  for (const change of await films.changesSince(0)) {
    if (change.changedAtMs < beforeMs) await films.forgetChange(change);
  }
}
