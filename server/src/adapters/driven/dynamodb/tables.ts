/** A table as DynamoDB's CreateTable and the infrastructure both need it; plain data, so that both can read it. */
export type TableDefinition = {
  readonly partitionKey: string;
  readonly attributes: readonly { readonly name: string; readonly type: 'S' | 'N' }[];
  readonly indexes: readonly { readonly name: string; readonly partitionKey: string; readonly sortKey: string }[];
  /** Attribute with the second since the epoch after which DynamoDB may delete an item; absent: none is deleted. */
  readonly ttlAttribute?: string;
};

/**
 * The films. `id` is a film's id; ids that start with `#` are pointer items. `changes` is sparse: an item is in it only
 * while it has both keys, that is from an edit until a later clean-up. All attributes are projected.
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
 * The movies cache, and the idempotency keys of POST /v1/films, which expire as well. Ids start with what the item is: `e#` entry,
 * `h#` hit counter, `l#` lease, `q#` entries of a query, `k#` idempotency key, followed by a hash; `#generation` is the
 * generation. No index, since every read knows its keys.
 */
export const CACHE_TABLE = {
  partitionKey: 'id',
  attributes: [{ name: 'id', type: 'S' }],
  indexes: [],
  ttlAttribute: 'expiresAtSec',
} as const satisfies TableDefinition;
