import type { FilmSummary } from '../../../../domain/film.ts';
import { stemOf } from '../../../../domain/text/stems.ts';
import {
  isAttributeSort,
  readAttributeSort,
  type Explanation,
  type FilmQuery,
  type FilmSort,
} from '../../../../domain/film-query.ts';
import type { QueryPlan } from '../match/query-plan.ts';
import { isSynopsisRank, rankOf, type RankName } from '../match/ranks.ts';
import type { SegmentMatch } from '../match/reach.ts';
import type { Hit } from './hit.ts';
import { matchWords } from './matched-words.ts';
import { bestRank } from './ranked-hits.ts';

const ORDERS: Readonly<Record<Exclude<FilmSort, 'relevance'>, string>> = {
  year: 'the films are ordered by year, the oldest first',
  '-year': 'the films are ordered by year, the newest first',
  title: 'the films are ordered by title',
  '-fame': 'the films are ordered by fame, the best known first',
};

/**
 * Explains why a film has its place in the answer.
 *
 * @param match what the text of the query matches in the film's segment; absent if the query has no text
 */
export function explainHit(
  { segment, film, rank }: Hit,
  summary: FilmSummary,
  { text, sort }: Pick<QueryPlan, 'text' | 'sort'>,
  match: SegmentMatch | undefined,
): Explanation {
  const rule = sort === 'relevance' ? rankOf(rank) : { name: 'sort' as const, because: orderOf(sort) };
  const fame = segment.films.fame[film]!;
  const placed = { rule: rule.name, because: rule.because, fame };
  if (!text || !match) return { ...placed, words: [] };
  const why = rule.name === 'sort' ? ruleOf(match, film) : rule.name;
  const texts = { ...summary, alternativeTitles: segment.alternatives.of(film) };
  const bySynopsis = why !== undefined && isSynopsisRank(why) ? match.synopses : undefined;
  const leniency = bySynopsis ? undefined : match.lenient?.leniency;
  const words = matchWords(text, texts, why, leniency)
    .map((matched) => (matched.how === 'missing' ? { ...matched, ...bySynopsis?.stemOf(film, matched.word) } : matched))
    .filter(({ how, word }) => !bySynopsis || how !== 'missing' || stemOf(word) !== undefined);
  const preferred = text.year === undefined ? text.optional : [String(text.year)];
  if (preferred.length === 0) return { ...placed, words };
  const level = (['has', 'one-year-off', 'lacks'] as const)[match.preference.levelOf(film)]!;
  return { ...placed, words, preference: { words: preferred, level } };
}

function orderOf(sort: Exclude<FilmQuery['sort'], 'relevance'>): string {
  if (!isAttributeSort(sort)) return ORDERS[sort];
  const { name, order } = readAttributeSort(sort);
  const direction = order === 'attribute' ? 'ascending' : 'descending';
  return `the films are ordered by the attribute "${name}", ${direction}; films without it come last`;
}

/**
 * The rule that would place the film by relevance. `undefined` if the film was found only because it has all words: the
 * words are then looked up in all fields.
 */
function ruleOf(match: SegmentMatch, film: number): RankName | undefined {
  const best = bestRank(match, film);
  return best < Infinity ? rankOf(best).name : undefined;
}
