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
 * The films. `id` is a film's id; ids that start with `#` are pointer items. The index `changes` is sparse: it contains
 * an item only while the item has both keys. That is from an edit until a later clean-up. All attributes are projected.
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
 * The movies cache, and the idempotency keys of POST /v1/films, which also expire. An id starts with the kind of the
 * item: `e#` entry, `h#` hit counter, `l#` lease, `q#` entries of a query, `k#` idempotency key, followed by a hash;
 * `#generation` is the generation. There is no index, because every read knows the ids of its items.
 */
export const CACHE_TABLE = {
  partitionKey: 'id',
  attributes: [{ name: 'id', type: 'S' }],
  indexes: [],
  ttlAttribute: 'expiresAtSec',
} as const satisfies TableDefinition;
