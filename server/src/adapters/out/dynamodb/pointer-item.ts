import type { CatalogueState, SnapshotEntry } from '../../../ports/catalogue-pointer.ts';

/** No film's id starts with `#`. */
export const POINTER_ID = '#catalogue';

/** Not `snapshot`, which is a reserved word of DynamoDB's expressions. */
type PointerItem = {
  readonly generation: number;
  readonly searchSnapshot: SnapshotEntry;
  readonly openImports: ReadonlySet<string>;
  readonly importOpenedAtMs: number;
};

/** @param item absent before anything has been imported or published */
export function toCatalogueState(item: Readonly<Record<string, unknown>> = {}): CatalogueState {
  const { generation = 0, searchSnapshot, openImports, importOpenedAtMs } = item as Partial<PointerItem>;
  return { generation, snapshot: searchSnapshot, openImports: openImports && [...openImports], importOpenedAtMs };
}
