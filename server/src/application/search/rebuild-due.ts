import type { CatalogueState, OpenImport } from '../../ports/catalogue-pointer.ts';

/** A running import renews its entry every 10 s. An import that has not renewed it for this long counts as killed. */
const ABANDONED_AFTER_MS = 2 * 60_000;

/** Whether the current snapshot may lack films that an import wrote. */
export function isSnapshotBehind({ generation, snapshot, openImports = [] }: CatalogueState): boolean {
  return snapshot === undefined || snapshot.generation < generation || openImports.length > 0;
}

/**
 * Whether an import is running. If so, no other process needs to rebuild: the import builds a snapshot at its end, and an
 * earlier snapshot would lack the remaining films.
 */
export function isImporting({ openImports = [] }: CatalogueState, nowMs: number): boolean {
  return openImports.some((each) => !isAbandoned(each, nowMs));
}

/** Whether an import has not renewed its entry for so long that it must have been killed. */
export function isAbandoned({ openedAtMs }: OpenImport, nowMs: number): boolean {
  return Math.abs(nowMs - openedAtMs) >= ABANDONED_AFTER_MS;
}
