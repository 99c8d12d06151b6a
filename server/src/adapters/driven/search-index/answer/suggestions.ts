import type { Suggestion } from '../../../../domain/film-query.ts';
import { typedText, type TypedText } from '../match/query-plan.ts';
import { matchText } from '../match/text-match.ts';
import { rankNumber } from '../match/ranks.ts';
import { isLenient } from '../match/reach.ts';
import type { Segment } from '../store/segment.ts';
import { mergeHits } from './positions.ts';
import { rankedHits } from './ranked-hits.ts';
import { suggestFilters } from './suggested-filters.ts';
import { suggestPeople, suggestSimilarPeople } from './suggested-people.ts';

/** Suggestions of each kind, the best first. */
type Kinds = {
  readonly titles: readonly Suggestion[];
  readonly people: readonly Suggestion[];
  readonly filters: readonly Suggestion[];
};

/**
 * Suggests titles, people, genres and decades. A genre or decade whose name is exactly the text comes first. Then
 * come the matches without typos, and then the matches with typos. Within each of these two groups, titles come
 * first, then people, then decades and genres. A text that is a whole title, a genre or a decade is not corrected.
 *
 * @param segments the largest first
 */
export function suggest(segments: readonly Segment[], typed: string, limit: number): Suggestion[] {
  const text = typedText(typed, 'title');
  if (text.words.length === 0) return [];
  for (const segment of segments) {
    segment.filmSets.release();
    segment.peopleSets.release();
  }
  const { titles, areCorrected, isTitle } = suggestTitles(segments, text, limit);
  const people = suggestPeople(segments, text, limit);
  const filters = suggestFilters(segments, text);
  const first = filters.exact.slice(0, limit);
  const asTyped = { titles: areCorrected ? [] : titles, people, filters: filters.asTyped };
  const shown = [...first, ...share(asTyped, limit - first.length)];
  const room = limit - shown.length;
  if (room === 0 || isTitle || first.length > 0) return shown;
  const similar = people.length > 0 ? [] : suggestSimilarPeople(segments, text, room);
  const corrected = { titles: areCorrected ? titles : [], people: similar, filters: filters.corrected };
  return [...shown, ...share(corrected, room)];
}

/**
 * Shares the room between the kinds. Decades and genres together get a third of it. Titles get half of the rest, and
 * people the other half. If a kind needs less, the others get what it leaves.
 */
function share({ titles, people, filters }: Kinds, room: number): Suggestion[] {
  const filtersShown = Math.min(filters.length, Math.max(Math.floor(room / 3), room - titles.length - people.length));
  const left = room - filtersShown;
  const titlesShown = Math.min(titles.length, Math.max(Math.ceil(left / 2), left - people.length));
  return [...titles.slice(0, titlesShown), ...people.slice(0, left - titlesShown), ...filters.slice(0, filtersShown)];
}

/** A title is the text without typos only if its rank is lower than this. */
const MISTYPED = rankNumber('title-typo');

/**
 * Titles, in the same order as in a search for them.
 *
 * @param text with the scope `title`
 */
function suggestTitles(segments: readonly Segment[], text: TypedText, limit: number) {
  const { segments: matches, reach } = matchText(segments, text, undefined);
  const lists = matches.map((match) => rankedHits(match, { after: undefined, limit }));
  const titles = mergeHits('relevance', lists, limit).map(({ segment, film }): Suggestion => {
    const { id, title, year } = segment.films.summaryOf(film);
    return { kind: 'title', text: title, filmId: id, year };
  });
  const areCorrected = isLenient(reach);
  const isTitle = !areCorrected && matches.some((match) => match.titles.some(({ rank }) => rank < MISTYPED));
  return { titles, areCorrected, isTitle };
}
