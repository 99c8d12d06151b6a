import { CountEmptySearches } from '../../application/films/count-empty-searches.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Observer } from '../../ports/observer.ts';
import type { SearchesWithoutResults } from '../../ports/searches-without-results.ts';

/** The searches that found nothing. A runtime has them only if the setting MARQUEE_SEARCHES_WITHOUT_RESULTS says so. */
export type EmptySearches = {
  readonly count: CountEmptySearches['execute'];
  readonly list: SearchesWithoutResults['list'];
};

export function composeEmptySearches(
  searches: SearchesWithoutResults,
  clock: Clock,
  observer: Observer,
): EmptySearches {
  const counting = new CountEmptySearches(searches, clock, observer);
  return { count: (query, answer) => counting.execute(query, answer), list: (nowMs) => searches.list(nowMs) };
}
