import internals, { type MaybeItem, type Table } from 'dynalite/db/index.js';

/** One operation of a LevelDB batch. */
export type Operation =
  | { readonly type: 'put'; readonly key: string; readonly value: unknown }
  | { readonly type: 'del'; readonly key: string };

const INDEX_KINDS = ['Global', 'Local'] as const;

/**
 * Dynalite's keys, all in one LevelDB:
 *
 *     table~<table>                               the table's definition
 *     item-<table>~<hash of id>/<id in hex>/      an item
 *     index-global~<table>~<index>~<index key>    a copy of the item, sorted by the index key
 */
export function tablesRange() {
  return rangeOf('table~');
}

export function itemsRange(table: string) {
  return rangeOf(`item-${table}~`);
}

/** Entries of all indexes of a table. */
export function indexRanges(table: string) {
  return INDEX_KINDS.map((kind) => rangeOf(`index-${kind.toLowerCase()}~${table}~`));
}

/**
 * Whether this is the key of one of the table's films. Items whose id starts with `#` are pointer items and not films.
 */
export function isFilmKey(key: string, table: string): boolean {
  const { gte: prefix } = itemsRange(table);
  return key.startsWith(prefix) && !/^[0-9a-f]+\/23/.test(key.slice(prefix.length));
}

/**
 * The operations on a table's indexes that are needed when an item changes. `before` is absent for a new item, `after`
 * for a deleted one.
 */
export function indexOperations(table: Table, before: MaybeItem, after: MaybeItem): Operation[] {
  return INDEX_KINDS.flatMap((kind) => {
    const { puts, deletes } = internals.getIndexActions(table[`${kind}SecondaryIndexes`] ?? [], before, after, table);
    const prefix = `index-${kind.toLowerCase()}~${table.TableName}~`;
    return [
      ...deletes.map(({ index, key }) => ({ type: 'del' as const, key: `${prefix}${index}~${key}` })),
      ...puts.map(({ index, key, item }) => ({ type: 'put' as const, key: `${prefix}${index}~${key}`, value: item })),
    ];
  });
}

function rangeOf(prefix: string) {
  return { gte: prefix, lt: `${prefix}\xFF` };
}
