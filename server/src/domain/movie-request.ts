/** How the provider is asked, the same for all requests of a deployment. */
export type MovieSettings = {
  /** A BCP 47 tag such as `en-US`: language of titles and texts. */
  readonly language: string;
  readonly includeAdult: boolean;
};

/** What the provider can be asked. Everything that its answer depends on is in here. */
export type MovieRequest =
  | (MovieSettings & {
      readonly operation: 'search';
      /** In canonical form, 1 to 200 characters. */
      readonly query: string;
      /** 1 to 500. */
      readonly page: number;
    })
  | { readonly operation: 'details'; readonly language: string; readonly id: number };

export type MovieOperation = MovieRequest['operation'];

/** Rises whenever the shape of what is cached changes, so that instances of two versions never read each other's entries. */
const SCHEMA_VERSION = 1;

/** Names of an entry and of the group that it is purged with. Unambiguous texts of any length; a store may hash them. */
export type CacheKey = {
  readonly entry: string;
  /** All pages of one query in all languages, or all languages of one movie. */
  readonly group: string;
};

/**
 * Equal requests to one provider have equal keys. Requests that differ in anything have different ones.
 *
 * @param provider its name
 */
export function cacheKeyOf(provider: string, request: MovieRequest): CacheKey {
  return request.operation === 'search'
    ? {
        entry: keyText(provider, 'search', request.query, request.page, request.language, request.includeAdult),
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

/** JSON of a list keeps the parts apart whatever they hold. */
function keyText(provider: string, ...parts: readonly (string | number | boolean)[]): string {
  return JSON.stringify([provider, SCHEMA_VERSION, ...parts]);
}
