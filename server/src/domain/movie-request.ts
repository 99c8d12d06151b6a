/** Settings of the calls to the provider. They are the same for all requests of a deployment. */
export type MovieSettings = {
  /** The language of titles and texts, as a BCP 47 tag such as `en-US`. */
  readonly language: string;
  readonly includeAdult: boolean;
};

/** A request to the provider. It contains everything that the answer depends on. */
export type MovieRequest =
  | (MovieSettings & {
      readonly operation: 'search';
      /** In canonical form, 1 to 200 characters. */
      readonly query: string;
      /** 1 to 500. */
      readonly page: number;
      /** Only movies that were released in this year, in any country. Absent: movies of all years. */
      readonly year?: number;
    })
  | { readonly operation: 'details'; readonly language: string; readonly id: number };

export type MovieOperation = MovieRequest['operation'];

/**
 * This number must rise whenever the shape of the cached values changes, so that instances of two versions never share
 * entries.
 */
const SCHEMA_VERSION = 2;

/**
 * The name of an entry, and the name of the group of entries that are purged together. Both are unambiguous texts of
 * any length. A store may hash them.
 */
export type CacheKey = {
  readonly entry: string;
  /** Names the entries of all pages of one query in all languages, or of one movie in all languages. */
  readonly group: string;
};

/**
 * Equal requests to one provider have equal keys. Requests that differ in any way have different keys.
 *
 * @param provider the provider's name
 */
export function cacheKeyOf(provider: string, request: MovieRequest): CacheKey {
  return request.operation === 'search'
    ? {
        entry: keyText(
          provider,
          ...['search', request.query, request.page, request.language, request.includeAdult],
          ...(request.year === undefined ? [] : [request.year]),
        ),
        group: queryGroup(provider, request.query),
      }
    : {
        entry: keyText(provider, 'details', request.id, request.language),
        group: keyText(provider, 'details', request.id),
      };
}

/** @param query in canonical form */
export function queryGroup(provider: string, query: string): string {
  return keyText(provider, 'search', query);
}

/** A JSON array keeps the parts separate, no matter which characters they contain. */
function keyText(provider: string, ...parts: readonly (string | number | boolean)[]): string {
  return JSON.stringify([provider, SCHEMA_VERSION, ...parts]);
}
