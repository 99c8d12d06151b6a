import { PERSON_FIELDS, type FilmQuery, type Highlight } from '../../../../domain/film-query.ts';
import type { IndexAnswer } from '../../../../ports/film-search.ts';
import { didYouMean } from './did-you-mean.ts';
import { countFacets } from './facets.ts';
import { recordOf } from '../columns/fields.ts';
import type { FilmRow } from '../columns/film-columns.ts';
import { exactNames, filterFilms, inAll } from '../match/filters.ts';
import { explainHit } from './explain.ts';
import { highlightFilm, markerFor, type Marker } from './highlights.ts';
import type { Hit, Matched } from './hit.ts';
import { sortedHits, type PageRequest } from './hits.ts';
import { MarkedAlternatives } from './marked-alternatives.ts';
import { peopleToMark } from './marked-people.ts';
import { mergeHits, positionOf, readPosition, writePosition, type Position } from './positions.ts';
import { bestRank, rankedHits } from './ranked-hits.ts';
import { planQuery, type QueryPlan } from '../match/query-plan.ts';
import { isSynopsisRank, rankOf } from '../match/ranks.ts';
import type { Segment } from '../store/segment.ts';
import { matchLiterally, matchText } from '../match/text-match.ts';
import { isLenient, EXACT, type SegmentMatch, type TextMatch } from '../match/reach.ts';
import { countBits, hasBit, nextBit, type Bits } from '../structures/bits.ts';
import type { Mutable } from '../structures/mutable.ts';

/** The films of one segment that match a query. */
type SegmentAnswer = Matched & {
  /** Absent if the query has no text. */
  readonly match?: SegmentMatch;
};

/** Where the films of a segment may have words to highlight. */
type ToMark = {
  readonly people: ReturnType<typeof peopleToMark>;
  readonly match: SegmentMatch;
  readonly alternatives: MarkedAlternatives;
};

const UNMARKED: Highlight = { title: [], ...recordOf(PERSON_FIELDS, () => []) };

const NOTHING: IndexAnswer = {
  lacksSynopses: false,
  items: [],
  highlights: [],
  total: 0,
  isPartial: false,
  facets: {},
};

/**
 * Answers a query from all segments together, as if they were one.
 *
 * @param segments the largest first
 * @throws MarqueeError `bad-request` naming `cursor`
 */
export function searchSegments(segments: readonly Segment[], query: FilmQuery): IndexAnswer {
  const plan = planQuery(query);
  const after = readPosition(query);
  if (plan.isHopeless) {
    const facets = Object.fromEntries(query.facets.map((facet) => [facet, []]));
    return { ...NOTHING, facets, ...(query.explain === true && { explanations: [] }) };
  }
  const { answers, found, exact } = gather(segments, plan, after);
  const isExplained = query.explain === true;
  const mayMeanOther = after === undefined && found !== undefined && hasTypos(found);
  const hits = firstHits(answers, plan, { after, limit: query.limit + 1 }, isExplained || mayMeanOther);
  const page = hits.slice(0, query.limit);
  const last = page.at(-1);
  const rows = page.map(({ segment, film }) => segment.films.rowOf(film));
  const total = totalOf(answers);
  // Optional parts are assigned one by one. A literal that spreads absent parts takes 1.6 times as long to make.
  const result: Mutable<IndexAnswer> = {
    lacksSynopses: found?.lacksSynopses === true,
    items: rows.map(({ summary }) => summary),
    highlights: highlightPage(page, rows, answers, plan),
    total,
    isPartial: found?.isPartial === true && total > 0,
    facets: query.facets.length > 0 ? countFacets(query.facets, answers) : {},
  };
  if (found?.stems) result.plot = { stems: found.stems, items: page.map((hit) => isBySynopsis(hit, answers)) };
  if (isExplained)
    result.explanations = page.map((hit, i) => explainHit(hit, rows[i]!.summary, plan, answerOf(answers, hit)?.match));
  if (last && hits.length > page.length) {
    const reach = found?.reach ?? EXACT;
    result.nextCursor = writePosition(query, positionOf(last, query.sort, { ...reach, exactNames: exact }));
  }
  const meant = mayMeanOther ? correction(segments, query, plan, answers, hits) : undefined;
  if (meant !== undefined) result.didYouMean = meant;
  return result;
}

type Gathered = {
  readonly answers: readonly SegmentAnswer[];
  /** Absent if the query has no text. */
  readonly found: TextMatch | undefined;
  /** See {@link exactNames}. */
  readonly exact: string;
};

/** The films of each segment that match. They are valid until the next call. */
function gather(segments: readonly Segment[], plan: QueryPlan, after: Position | undefined): Gathered {
  for (const segment of segments) {
    segment.filmSets.release();
    segment.peopleSets.release();
    segment.alternatives.sets.release();
  }
  const exact = after?.exactNames ?? exactNames(segments, plan);
  const passing = segments.map((segment) => filterFilms(segment, plan, exact));
  const found = plan.text && (plan.isLiteral ? matchLiterally : matchText)(segments, plan.text, after);
  const answers = found
    ? found.segments.map((match, i) => matchedAnswer(match, passing[i]!))
    : segments.map((segment, i) => unranked(segment, passing[i]!));
  return { answers, found, exact };
}

/** The films that match the text and pass the filters. */
function matchedAnswer(match: SegmentMatch, passing: readonly Bits[]): SegmentAnswer {
  if (passing.length === 0) return { ...match, films: match.films.bits, match };
  const films = match.films.copy();
  for (const bits of passing) films.keep(bits);
  const total = films.count();
  return { segment: match.segment, films: films.bits, total, match: { ...match, films, total } };
}

/** Whether any film may have been found only with typos. */
function hasTypos({ reach, segments }: TextMatch): boolean {
  return isLenient(reach) || (reach.kind.startsWith('similar') && segments.some(({ titles }) => titles.length > 0));
}

function isBySynopsis(hit: Hit, answers: readonly SegmentAnswer[]): boolean {
  return answerOf(answers, hit)?.match?.synopses?.has(hit.film) === true;
}

function answerOf(answers: readonly SegmentAnswer[], { segment }: Hit): SegmentAnswer | undefined {
  return answers.find((answer) => answer.segment === segment);
}

/**
 * How many of the first films that a proposed text finds are looked at. The film that the text was made from must be
 * among them.
 */
const PROPOSED_AMONG = 3;

/**
 * The text that was probably meant. It is tried as a search, so that no text is proposed that finds fewer films, or
 * that finds other films first.
 *
 * @param answers their sets are not valid afterwards
 * @param hits the films of the first page
 */
function correction(
  segments: readonly Segment[],
  query: FilmQuery,
  plan: QueryPlan,
  answers: readonly SegmentAnswer[],
  hits: readonly Hit[],
): string | undefined {
  const byRelevance = { ...plan, sort: 'relevance' } as const;
  const best = plan.sort === 'relevance' ? hits[0] : firstHits(answers, byRelevance, FIRST, true)[0];
  const typed = query.q ?? query.title;
  if (!best || !plan.text || typed === undefined) return undefined;
  const { segment, film, rank } = best;
  if (isSynopsisRank(rankOf(rank).name)) return undefined;
  const leniency = answerOf(answers, best)?.match?.lenient?.leniency;
  const texts = { ...segment.films.summaryOf(film), alternativeTitles: segment.alternatives.of(film) };
  const meant = didYouMean(typed, plan.text, texts, rank, leniency);
  if (meant === undefined) return undefined;
  const total = totalOf(answers);
  // A whole title finds its own film. Other films with that title would have been found too.
  if (total === 1 && rankOf(rank).name === 'title-typo') return meant;
  const proposed = planQuery({ ...query, [query.q === undefined ? 'title' : 'q']: meant, sort: 'relevance' });
  const found = gather(segments, proposed, undefined).answers;
  if (totalOf(found) < total) return undefined;
  // Usually a title finds so few films that each of them is among the first, and no order is needed. This saves 4 us of
  // 120.
  if (totalOf(found) <= PROPOSED_AMONG) {
    return found.some(({ segment: other, films }) => other === segment && hasBit(films, film)) ? meant : undefined;
  }
  const first = firstHits(found, proposed, { ...FIRST, limit: PROPOSED_AMONG });
  return first.some((hit) => hit.segment === segment && hit.film === film) ? meant : undefined;
}

function totalOf(answers: readonly SegmentAnswer[]): number {
  return answers.reduce((sum, { total }) => sum + total, 0);
}

const FIRST: PageRequest = { after: undefined, limit: 1 };

function unranked(segment: Segment, passing: readonly Bits[]): SegmentAnswer {
  const films = inAll(segment, passing);
  return { segment, films, total: passing.length > 0 ? countBits(films) : segment.liveCount };
}

/** @param needsRank whether the rank of a film matters even if it is the only one */
function firstHits(answers: readonly SegmentAnswer[], plan: QueryPlan, page: PageRequest, needsRank = false): Hit[] {
  const { sort } = plan;
  const found = answers.filter(({ total }) => total > 0);
  const [only] = found;
  // A single film needs no order, and many answers have only one film.
  if (only?.total === 1 && found.length === 1 && !page.after && !needsRank) {
    return [{ segment: only.segment, film: nextBit(only.films, 0), rank: 0 }];
  }
  const lists = found.map((answer) =>
    sort === 'relevance'
      ? answer.match
        ? rankedHits(answer.match, page)
        : []
      : sortedHits(answer, { ...plan, sort }, page),
  );
  return lists.length === 1 ? lists[0]!.slice(0, page.limit) : mergeHits(sort, lists, page.limit);
}

function highlightPage(
  page: readonly Hit[],
  rows: readonly FilmRow[],
  answers: readonly SegmentAnswer[],
  plan: QueryPlan,
): Highlight[] {
  const { text } = plan;
  if (!text) return rows.map(() => UNMARKED);
  let strictMarker: Marker | undefined;
  let lenientMarker: Marker | undefined;
  const toMark = new Map<Segment, ToMark>();
  for (const { segment, match } of answers) {
    if (!match || match.total === 0) continue;
    const people = peopleToMark(segment, match.nameSpans);
    toMark.set(segment, { people, match, alternatives: new MarkedAlternatives(match, text) });
  }
  return rows.map(({ summary, names }, i) => {
    const { segment, film } = page[i]!;
    const { people: marked, match } = toMark.get(segment)!;
    const { strict } = match;
    const hasAllWords = strict?.has(film) === true;
    // The rank of the hit is unknown if the films are not ordered by relevance.
    const isBySynopsis = match.synopses !== undefined && isSynopsisRank(rankOf(bestRank(match, film)).name);
    const mayHaveTypos = !hasAllWords && !isBySynopsis;
    const marker = mayHaveTypos ? (lenientMarker ??= markerFor(plan, true)) : (strictMarker ??= markerFor(plan, false));
    const isWhole = !hasAllWords && isWholeTitle(match, film);
    const highlight = highlightFilm(summary, marker, {
      title: isWhole || hasWordInTitle(match, film, hasAllWords),
      isWholeTitle: isWhole,
      name: (field, index) => marked !== undefined && hasBit(marked[field], names[field][index]!),
    });
    const alternativeTitle = toMark.get(segment)!.alternatives.of(film, marker, mayHaveTypos);
    return alternativeTitle ? { ...highlight, alternativeTitle } : highlight;
  });
}

/** Whether the title may have a word of the text. An unnecessary read takes a tenth of the time of a search. */
function hasWordInTitle({ strict, lenient }: SegmentMatch, film: number, hasAllWords: boolean): boolean {
  if (hasAllWords) return strict?.titlesWithWord.some((films) => hasBit(films, film)) === true;
  return lenient?.hasInTitle(film) !== false;
}

/** Whether the film's whole title, or the beginning of it, is the text in other spacing or with typos. */
function isWholeTitle({ titles }: SegmentMatch, film: number): boolean {
  return titles.some(({ rank, films }) => {
    const { about, name } = rankOf(rank);
    return about === 'title' && name !== 'shorter-title' && films.includes(film);
  });
}
