import { canonicalQuery } from './canonical-query.ts';

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
      /** What the provider is asked, see {@link askedQuery}. Its canonical form has 1 to 200 characters. */
      readonly query: string;
      /** 1 to 500. */
      readonly page: number;
      /** Only movies that were released in this year, in any country. Absent: movies of all years. */
      readonly year?: number;
    })
  | (MovieSettings & { readonly operation: 'details'; readonly id: number });

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
  /** Names the entries of all pages of one query in all years and languages, or of one movie in all languages. */
  readonly group: string;
};

/**
 * Equal requests to one provider have equal keys, and so have searches whose queries are spellings of one canonical form.
 * Requests that differ in any other way have different keys.
 *
 * @param provider the provider's name
 */
export function cacheKeyOf(provider: string, request: MovieRequest): CacheKey {
  const { operation, language, includeAdult } = request;
  if (operation === 'details') {
    return {
      entry: keyText(provider, operation, request.id, language, includeAdult),
      group: keyText(provider, operation, request.id),
    };
  }
  const { page, year } = request;
  const query = canonicalQuery(request.query);
  return {
    entry: keyText(provider, operation, query, page, language, includeAdult, ...(year === undefined ? [] : [year])),
    group: queryGroup(provider, query),
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
