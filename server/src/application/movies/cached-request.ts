import type { CacheKey, MovieOperation } from '../../domain/movie-request.ts';

/** One request that goes through the cache. */
export type CachedRequest<T> = {
  readonly operation: MovieOperation;
  readonly key: CacheKey;
  /** Calls the provider. @returns `undefined` when the provider has no such movie */
  load(signal: AbortSignal): Promise<T | undefined>;
  /** Checks a payload from the cache. @returns `undefined` when it does not have the right shape */
  decode(payload: unknown): T | undefined;
};
