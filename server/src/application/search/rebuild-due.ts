import type { CatalogueState, OpenImport } from '../../ports/catalogue-pointer.ts';

/** An import opens again every 10 s while it goes on. One that has not for this long was killed. */
const ABANDONED_AFTER_MS = 2 * 60_000;

/** Whether the current snapshot may lack films that an import wrote. */
export function isSnapshotBehind({ generation, snapshot, openImports = [] }: CatalogueState): boolean {
  return snapshot === undefined || snapshot.generation < generation || openImports.length > 0;
}

/**
 * Whether an import is under way. It builds a snapshot when it has written its films, so that nobody else needs to; a snapshot
 * built before that would lack the rest of them.
 */
export function isImporting({ openImports = [] }: CatalogueState, nowMs: number): boolean {
  return openImports.some((each) => !isAbandoned(each, nowMs));
}

/** Whether an import has not opened for so long that it must have been killed. */
export function isAbandoned({ openedAtMs }: OpenImport, nowMs: number): boolean {
  return Math.abs(nowMs - openedAtMs) >= ABANDONED_AFTER_MS;
}
