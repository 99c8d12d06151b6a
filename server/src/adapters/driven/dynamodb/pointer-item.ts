import type { CatalogueState, SnapshotEntry } from '../../../ports/catalogue-pointer.ts';

/** The id of the item that holds the pointer (see ports/catalogue-pointer.ts). No film's id starts with `#`. */
export const POINTER_ID = '#catalogue';

/**
 * For each open import, the item has an attribute whose name starts with this prefix: `openImport:<id>`. The attribute
 * holds the time at which the import opened, or last renewed its entry.
 */
export const OPEN_IMPORT = 'openImport:';

/** `searchSnapshot` is not called `snapshot`, because `snapshot` is a reserved word in DynamoDB's expressions. */
type PointerItem = {
  readonly generation: number;
  readonly searchSnapshot: SnapshotEntry;
};

/** @param item absent before anything has been imported or published */
export function toCatalogueState(item: Readonly<Record<string, unknown>> = {}): CatalogueState {
  const { generation = 0, searchSnapshot } = item as Partial<PointerItem>;
  const openImports = Object.entries(item)
    .filter(([name]) => name.startsWith(OPEN_IMPORT))
    .map(([name, openedAtMs]) => ({ id: name.slice(OPEN_IMPORT.length), openedAtMs: Number(openedAtMs) }));
  return { generation, snapshot: searchSnapshot, openImports: openImports.length > 0 ? openImports : undefined };
}
