import type { CatalogueState, SnapshotEntry } from '../../../ports/catalogue-pointer.ts';

/** No film's id starts with `#`. */
export const POINTER_ID = '#catalogue';

/** Prefix of an attribute for each open import: `openImport:<id>` holds the time at which it last opened. */
export const OPEN_IMPORT = 'openImport:';

/** Not `snapshot`, which is a reserved word of DynamoDB's expressions. */
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
