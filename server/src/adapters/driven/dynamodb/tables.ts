/** The definition of a table, as plain data, because both DynamoDB's CreateTable and the infrastructure read it. */
export type TableDefinition = {
  readonly partitionKey: string;
  readonly attributes: readonly { readonly name: string; readonly type: 'S' | 'N' }[];
  readonly indexes: readonly { readonly name: string; readonly partitionKey: string; readonly sortKey: string }[];
  /**
   * The attribute that holds an item's expiry in seconds since the epoch, after which DynamoDB may delete the item.
   * Absent: items do not expire.
   */
  readonly ttlAttribute?: string;
};

/**
 * The table of the films. `id` is a film's id; an item whose id starts with `#` is a pointer and not a film. The index
 * `changes` is sparse: it contains an item only while the item has both of the index's keys. An edit sets the keys, and
 * a later clean-up removes them. The index contains all attributes of an item.
 */
export const FILMS_TABLE = {
  partitionKey: 'id',
  attributes: [
    { name: 'id', type: 'S' },
    { name: 'changeLog', type: 'S' },
    { name: 'changedAtMs', type: 'N' },
  ],
  indexes: [{ name: 'changes', partitionKey: 'changeLog', sortKey: 'changedAtMs' }],
} as const satisfies TableDefinition;

/**
 * The table of the movies cache. It also holds the idempotency keys of POST /v1/films, because they expire too. An id
 * consists of a prefix for the item's kind and a hash: `e#` entry, `h#` hit counter, `l#` lease, `q#` list of the
 * entries of a query, `k#` idempotency key, `z#` counter of a search without results (see
 * searches-without-results.ts, which has two more items). The item `#generation` holds a number that purges raise. There
 * is no index, because every read knows the ids of its items.
 */
export const CACHE_TABLE = {
  partitionKey: 'id',
  attributes: [{ name: 'id', type: 'S' }],
  indexes: [],
  ttlAttribute: 'expiresAtSec',
} as const satisfies TableDefinition;
