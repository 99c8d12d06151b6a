import type { FilmQuery, FilmSearchResult, Highlight } from '../../../../domain/film-query.ts';
import { didYouMean } from './did-you-mean.ts';
import { countFacets } from './facets.ts';
import type { FilmRow } from '../columns/film-columns.ts';
import { exactPeople, filterFilms } from '../match/filters.ts';
import { highlightFilm, markerFor, type Marker } from './highlights.ts';
import type { Hit, Matched } from './hit.ts';
import { sortedHits, type PageRequest } from './hits.ts';
import { peopleToMark } from './marked-people.ts';
import { mergeHits, positionOf, readPosition, writePosition } from './positions.ts';
import { rankedHits } from './ranked-hits.ts';
import { planQuery, type QueryPlan } from '../match/query-plan.ts';
import type { Segment } from '../store/segment.ts';
import type { StrictMatch } from '../match/strict-match.ts';
import { inAll, isLenient, matchText, NO_TEXT, type SegmentMatch } from '../match/text-match.ts';
import { countBits, hasBit, nextBit, type Bits } from '../structures/bits.ts';

/** What a segment has for a query. */
type SegmentAnswer = Matched & {
  /** Absent if the query has no text. */
  readonly match?: SegmentMatch;
};

/** What of a segment is worth looking at for words to highlight. */
type ToMark = { readonly people: Bits | undefined; readonly strict: StrictMatch | undefined };

const NOTHING: FilmSearchResult = { items: [], highlights: [], total: 0, isPartial: false, facets: {} };

/**
 * Answers a query from all segments together, as if they were one.
 *
 * @param segments the largest first
 * @throws MarqueeError `bad-request` naming `cursor`
 */
export function searchSegments(segments: readonly Segment[], query: FilmQuery): FilmSearchResult {
  const plan = planQuery(query);
  const after = readPosition(query);
  if (plan.isHopeless) return { ...NOTHING, facets: Object.fromEntries(query.facets.map((facet) => [facet, []])) };
  for (const segment of segments) {
    segment.filmSets.release();
    segment.peopleSets.release();
  }
  const exact = after?.exactPeople ?? exactPeople(segments, plan);
  const passing = segments.map((segment) => filterFilms(segment, plan, exact));
  const found = plan.text && matchText(segments, plan.text, passing, after);
  const answers = found
    ? found.segments.map((match) => ({ ...match, films: match.films.bits, match }))
    : segments.map((segment, i) => unranked(segment, passing[i]!));
  const hits = firstHits(answers, plan, { after, limit: query.limit + 1 });
  const page = hits.slice(0, query.limit);
  const last = page.at(-1);
  const rows = page.map(({ segment, film }) => segment.films.rowOf(film));
  const items = rows.map(({ summary }) => summary);
  const reach = found?.reach ?? NO_TEXT;
  const meant = !after && isLenient(reach) && plan.text && items[0] && didYouMean(plan.text, items[0]);
  return {
    items,
    highlights: highlightPage(page, rows, answers, plan),
    total: answers.reduce((sum, { total }) => sum + total, 0),
    isPartial: found?.isPartial ?? false,
    ...(meant !== undefined && meant !== false && meant !== '' && { didYouMean: meant }),
    facets: query.facets.length > 0 ? countFacets(query.facets, answers) : {},
    ...(last &&
      hits.length > page.length && {
        nextCursor: writePosition(query, positionOf(last, { ...reach, exactPeople: exact })),
      }),
  };
}

function unranked(segment: Segment, passing: readonly Bits[]): SegmentAnswer {
  const films = inAll(segment, passing);
  return { segment, films, total: passing.length > 0 ? countBits(films) : segment.liveCount };
}

function firstHits(answers: readonly SegmentAnswer[], plan: QueryPlan, page: PageRequest): Hit[] {
  const { sort } = plan;
  const found = answers.filter(({ total }) => total > 0);
  const [only] = found;
  // One film needs no order, and many answers are one film.
  if (only?.total === 1 && found.length === 1 && !page.after) {
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
  if (!plan.text) return rows.map(() => ({ title: [], cast: [] }));
  const markers = new Map<boolean, Marker>();
  const markerOf = (isLenient: boolean) => markers.get(isLenient) ?? markerFor(plan, isLenient);
  const toMark = new Map<Segment, ToMark>();
  for (const { segment, match } of answers) {
    if (!match || match.total === 0) continue;
    const people = peopleToMark(segment, match.castSpans);
    toMark.set(segment, { people, strict: match.strict });
  }
  return rows.map(({ summary, people }, i) => {
    const { segment, film } = page[i]!;
    const { people: marked, strict } = toMark.get(segment)!;
    const hasAllWords = strict?.has(film) === true;
    const marker = markerOf(!hasAllWords);
    markers.set(!hasAllWords, marker);
    return highlightFilm(summary, marker, {
      title: !hasAllWords || strict.titlesWithWord.some((films) => hasBit(films, film)),
      name: (index) => marked !== undefined && hasBit(marked, people[index]!),
    });
  });
}
