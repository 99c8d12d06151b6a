import type { CacheKey, MovieOperation } from '../../domain/movie-request.ts';

/** One thing that can be asked through the cache. */
export type CachedRequest<T> = {
  readonly operation: MovieOperation;
  readonly key: CacheKey;
  /** Asks the provider. @returns `undefined` when it has no such thing */
  load(signal: AbortSignal): Promise<T | undefined>;
  /** Checks what was kept. @returns `undefined` when it has not the right shape */
  decode(payload: unknown): T | undefined;
};
