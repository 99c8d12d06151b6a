import { canonicalQuery } from './canonical-query.ts';
import type { FilmQuery, FilmSearchResult } from './film-query.ts';
import { foldText } from './text/fold-text.ts';

/** A text for which a search found no film, and which enough requests had. */
export type SearchWithoutResults = {
  readonly text: string;
  /** The number of requests that were counted. */
  readonly requests: number;
  /** The time of the last one, in milliseconds since the epoch. */
  readonly lastAtMs: number;
};

/** Requests with the same text count once if less than this time is between them. */
export const REPEAT_MS = 60_000;

/** A text is kept only if this many of its requests were counted in one period. */
export const KEPT_FROM_REQUESTS = 5;

/** A period begins at a multiple of this time since the epoch. */
export const COUNTING_PERIOD_MS = 7 * 86_400_000;

/** A text that was not counted again for this long is dropped. */
export const FORGOTTEN_AFTER_MS = 90 * 86_400_000;

/** The maximum number of texts that are kept: those with the most requests. */
const KEPT_TEXTS = 50;

/** The maximum length of a kept text, in UTF-16 code units. Folding can make a text longer than it was. */
const MAX_TEXT = 200;

/**
 * The text of a search that found nothing, in the form in which search compares texts; `undefined` if the search is
 * not counted. A search that also filters is not counted, because its text alone may find films. A partial answer is
 * not counted, because films were missing when it was made.
 */
export function textToCount(query: FilmQuery, { total, isPartial }: FilmSearchResult): string | undefined {
  if (total > 0 || isPartial || isNarrowed(query)) return undefined;
  const text = canonicalQuery(foldText(query.q ?? ''))
    .slice(0, MAX_TEXT)
    .toWellFormed();
  return text === '' ? undefined : text;
}

/** Parameters that do not change which films a search finds. */
const NEUTRAL = new Set<string>(['q', 'sort', 'limit', 'facets', 'explain'] satisfies (keyof FilmQuery)[]);

function isNarrowed(query: FilmQuery): boolean {
  return Object.entries(query).some(
    ([name, value]) => !NEUTRAL.has(name) && value !== undefined && !(Array.isArray(value) && value.length === 0),
  );
}

/** The texts that have not been forgotten, those with the most requests first. */
export function keptSearches(list: readonly SearchWithoutResults[], nowMs: number): readonly SearchWithoutResults[] {
  return list
    .filter(({ lastAtMs }) => lastAtMs > nowMs - FORGOTTEN_AFTER_MS)
    .toSorted((a, b) => b.requests - a.requests || b.lastAtMs - a.lastAtMs || (a.text < b.text ? -1 : 1))
    .slice(0, KEPT_TEXTS);
}

/**
 * Adds a counted request to the list.
 *
 * @param inPeriod the number of requests with this text in this period, {@link KEPT_FROM_REQUESTS} or more
 */
export function withRequest(
  list: readonly SearchWithoutResults[],
  text: string,
  inPeriod: number,
  nowMs: number,
): readonly SearchWithoutResults[] {
  const fresh = keptSearches(list, nowMs);
  const known = fresh.find((one) => one.text === text);
  // A write whose answer was lost is repeated.
  if (known?.lastAtMs === nowMs) return fresh;
  // The requests before the one that reached the threshold have not been added to the list.
  const requests = known ? known.requests + (inPeriod === KEPT_FROM_REQUESTS ? inPeriod : 1) : inPeriod;
  return keptSearches([...fresh.filter((one) => one !== known), { text, requests, lastAtMs: nowMs }], nowMs);
}
