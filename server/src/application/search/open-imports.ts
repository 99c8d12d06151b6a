import type { CatalogueState, OpenImport } from '../../ports/catalogue-pointer.ts';

/**
 * A running import renews its entry in the list of open imports every 10 s. If an import has not renewed its entry for
 * this long, it counts as killed.
 */
const ABANDONED_AFTER_MS = 2 * 60_000;

/** Whether the current snapshot may lack films that an import wrote. */
export function isSnapshotBehind({ generation, snapshot, openImports = [] }: CatalogueState): boolean {
  return snapshot === undefined || snapshot.generation < generation || openImports.length > 0;
}

/**
 * Whether an import is running. While an import runs, no other process needs to rebuild. The import builds a snapshot
 * at its end, and a snapshot that is built earlier would lack the films that the import has not yet written.
 */
export function isImporting({ openImports = [] }: CatalogueState, nowMs: number): boolean {
  return openImports.some((each) => !isAbandoned(each, nowMs));
}

/** Whether an import has not renewed its entry for so long that it must have been killed. */
export function isAbandoned({ openedAtMs }: OpenImport, nowMs: number): boolean {
  return Math.abs(nowMs - openedAtMs) >= ABANDONED_AFTER_MS;
}
