import { createHash } from 'node:crypto';
import type { CacheKey } from '../../../domain/movie-request.ts';
import type { CacheOutcome } from '../../../domain/cache-policy.ts';
import type { CacheGeneration } from '../../../ports/cache-store.ts';

/** The id of the item that holds the generation, a number that every purge raises. */
export const CACHE_GENERATION_ID = '#generation';

/** Counters and leases that have not changed for this long may be deleted. */
const IDLE_SEC = 7 * 86_400;

/**
 * The items of the cache table. Entries, hit counters and groups (a group lists the entries of one query) have
 * `storedAtMs`, which shows a purge whether the item is older than the purge. All items except the generation have
 * `expiresAtSec`. After that time DynamoDB or the hourly sweep deletes them.
 */
export type EntryItem = {
  readonly id: string;
  readonly outcome: CacheOutcome;
  readonly storedAtMs: number;
  readonly expiresAtSec: number;
  readonly encoding: 'identity' | 'gzip';
  readonly payload: Uint8Array;
};

export type LeaseItem = {
  readonly holder: string;
  /** 0 after a release that reports a failure. A release without a failure deletes the item. */
  readonly heldUntilMs: number;
  readonly failedHolder?: string;
  readonly failure?: unknown;
};

/**
 * The ids of a key's items. They contain a cryptographic hash, so that nobody can craft a query that gets the entry of
 * another query. The hash has a fixed length, so that no query makes an id too long.
 */
export function cacheItemIds(key: CacheKey) {
  const hash = hashOf(key.entry);
  return { entry: `e#${hash}`, hits: `h#${hash}`, lease: `l#${hash}`, group: groupItemId(key.group), hash };
}

export function groupItemId(group: string): string {
  return `q#${hashOf(group)}`;
}

export function toGeneration(item: Record<string, unknown> | undefined): CacheGeneration {
  return {
    number: (item?.['number'] as number | undefined) ?? 0,
    validFromMs: (item?.['validFromMs'] as number | undefined) ?? 0,
  };
}

export function idleExpirySec(nowMs: number): number {
  return Math.ceil(nowMs / 1_000) + IDLE_SEC;
}

function hashOf(text: string): string {
  return createHash('sha256').update(text).digest('base64url');
}
