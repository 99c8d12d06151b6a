import type { CatalogueState, SnapshotEntry } from '../../../ports/catalogue-pointer.ts';

/** The id of the item that holds the pointer (see ports/catalogue-pointer.ts). No film's id starts with `#`. */
export const POINTER_ID = '#catalogue';

/**
 * For each open import, the item has an attribute whose name starts with this prefix: `openImport:<id>`. The attribute
 * holds the time at which the import opened, or last renewed its entry.
 */
export const OPEN_IMPORT = 'openImport:';

/**
 * For each format of snapshots, the item has an attribute whose name starts with this prefix: `searchSnapshot:<format>`.
 * The attribute names the current snapshot of that format.
 */
export const SEARCH_SNAPSHOT = 'searchSnapshot:';

/**
 * @param item absent before anything has been imported or published
 * @param format the format of this process's snapshots
 */
export function toCatalogueState(item: Readonly<Record<string, unknown>> | undefined, format: string): CatalogueState {
  const openImports = entriesOf(item, OPEN_IMPORT).map(([id, openedAtMs]) => ({ id, openedAtMs: Number(openedAtMs) }));
  const snapshots = entriesOf(item, SEARCH_SNAPSHOT).map(([, entry]) => entry as SnapshotEntry);
  const others = snapshots.filter((each) => each.format !== format);
  return {
    generation: Number(item?.['generation'] ?? 0),
    snapshot: snapshots.find((each) => each.format === format),
    ...(others.length > 0 && { otherSnapshots: others }),
    openImports: openImports.length > 0 ? openImports : undefined,
  };
}

/** The attributes whose names start with a prefix, by the rest of their names. */
function entriesOf(item: Readonly<Record<string, unknown>> = {}, prefix: string): [name: string, value: unknown][] {
  return Object.entries(item).flatMap(([name, value]) =>
    name.startsWith(prefix) ? [[name.slice(prefix.length), value]] : [],
  );
}
