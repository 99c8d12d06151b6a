import type { CacheEntry } from '../../ports/cache-store.ts';
import type { CachedRequest } from './cached-request.ts';
import type { Remembered } from './memory-tier.ts';

/**
 * Parses and checks an entry of the store. Returns `undefined` when there is no entry, or when its payload has the
 * wrong shape.
 */
export function remembered<T>(entry: CacheEntry | undefined, request: CachedRequest<T>): Remembered | undefined {
  if (!entry) return undefined;
  const { outcome, storedAtMs, payload } = entry;
  const bytes = payload.length;
  if (outcome === 'not-found') return { outcome, storedAtMs, value: undefined, bytes };
  const value = request.decode(parseJson(payload));
  return value === undefined ? undefined : { outcome, storedAtMs, value, bytes };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
