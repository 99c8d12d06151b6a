import type { FilmQuery, FilmSearchResult, Highlight } from '../../../../domain/film-query.ts';
import { didYouMean } from './did-you-mean.ts';
import { countFacets } from './facets.ts';
import type { FilmRow } from '../columns/film-columns.ts';
import { filterFilms } from '../match/filters.ts';
import { highlightFilm, markerFor } from './highlights.ts';
import type { Hit, Matched } from './hit.ts';
import { lenientHits, sortedHits, strictHits, type PageRequest } from './hits.ts';
import { LenientMatch } from '../match/lenient-match.ts';
import { peopleToMark } from './marked-people.ts';
import { mergeHits, positionOf, readPosition, writePosition, type Position } from './positions.ts';
import { planQuery, type QueryPlan, type TypedText } from '../match/query-plan.ts';
import type { Segment } from '../store/segment.ts';
import { wordSpans, type Span, type WordSpans } from '../match/spans.ts';
import { StrictMatch } from '../match/strict-match.ts';
import { forgivableWords, unknownWords } from '../match/unknown-words.ts';
import { countBits, hasBit, intersect, nextBit, type Bits } from '../structures/bits.ts';

/** What a segment has for a query, and how its films are put in order. */
type SegmentAnswer = Matched & {
  readonly byRelevance?: (page: PageRequest) => Hit[];
  /** Terms of the cast dictionary that stand for a word of the text. */
  readonly castSpans?: readonly Span[];
  /** The films with a word of the text in the title are in one of these; any film may have one where it is absent. */
  readonly titlesWithWord?: readonly Bits[];
};

type Answer = {
  readonly segments: readonly SegmentAnswer[];
  /** How many words the films have when typos are forgiven; 0 when they simply match. */
  readonly lenientWords: number;
  /** In which words they are forgiven: bit i for word i. */
  readonly forgiven: number;
};

/** What of a segment is worth looking at for words to highlight. */
type ToMark = { readonly people: Bits | undefined; readonly titlesWithWord: readonly Bits[] | undefined };

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
  const passing = segments.map((segment) => filterFilms(segment, plan));
  const answer = match(segments, plan, passing, after);
  const hits = firstHits(answer, plan, { after, limit: query.limit + 1 });
  const page = hits.slice(0, query.limit);
  const last = page.at(-1);
  const rows = page.map(({ segment, film }) => segment.films.rowOf(film));
  const items = rows.map(({ summary }) => summary);
  const meant = !after && answer.lenientWords > 0 && plan.text && items[0] && didYouMean(plan.text, items[0]);
  return {
    items,
    highlights: highlightPage(page, rows, answer, plan),
    total: answer.segments.reduce((sum, { total }) => sum + total, 0),
    isPartial: answer.lenientWords > 0 && answer.lenientWords < (plan.text?.words.length ?? 0),
    ...(meant !== undefined && meant !== false && meant !== '' && { didYouMean: meant }),
    facets: query.facets.length > 0 ? countFacets(query.facets, answer.segments) : {},
    ...(last &&
      hits.length > page.length && { nextCursor: writePosition(query, positionOf(last, items.at(-1)!.id, answer)) }),
  };
}

/** @param after on later pages, which go on among the films of the first, whatever has become a word since */
function match(
  segments: readonly Segment[],
  plan: QueryPlan,
  passing: readonly (readonly Bits[])[],
  after: Position | undefined,
): Answer {
  const { text } = plan;
  if (!text)
    return { segments: segments.map((segment, i) => unranked(segment, passing[i]!)), lenientWords: 0, forgiven: 0 };
  const spans = segments.map((segment) => text.words.map((word) => wordSpans(segment, word, text.scope)));
  if (!after || after.lenientWords === 0) {
    const strict = segments.map((segment, i): SegmentAnswer => {
      const found = new StrictMatch(segment, text, spans[i]!, passing[i]!);
      return {
        segment,
        films: found.films.bits,
        total: found.total,
        castSpans: spans[i]!.map(({ cast }) => cast),
        titlesWithWord: found.titlesWithWord,
        byRelevance: (page) => strictHits(found, page),
      };
    });
    if (after || strict.some(({ total }) => total > 0)) return { segments: strict, lenientWords: 0, forgiven: 0 };
  }
  const allowed = segments.map((segment, i) => inAll(segment, passing[i]!));
  const lenient = (forgiven: number, words?: number) => lenientAnswer(segments, text, spans, allowed, forgiven, words);
  if (after) return lenient(after.forgiven, after.lenientWords);
  const all = forgivableWords(text.words.length);
  const unknown = unknownWords(segments, spans);
  if (unknown === 0) return lenient(all);
  const marks = segments.map(({ filmSets }) => filmSets.mark());
  const answer = lenient(unknown);
  if (unknown === all || answer.lenientWords === text.words.length) return answer;
  for (const [i, { filmSets }] of segments.entries()) filmSets.release(marks[i]);
  return lenient(all);
}

/** @param given how many words the films must have; as many as any film has where it is absent */
function lenientAnswer(
  segments: readonly Segment[],
  text: TypedText,
  spans: readonly (readonly WordSpans[])[],
  passing: readonly Bits[],
  forgiven: number,
  given: number | undefined,
): Answer {
  const matches = segments.map((segment, i) => new LenientMatch(segment, text, spans[i]!, passing[i]!, forgiven));
  const most = given ?? matches.reduce((words, { mostWords }) => Math.max(words, mostWords), 0);
  // What is typed for the title alone must all be in the title.
  const words = text.scope === 'title' && most < text.words.length ? 0 : most;
  return {
    lenientWords: words,
    forgiven,
    segments: segments.map((segment, i) => {
      const found = matches[i]!;
      const films = found.filmsWith(words);
      const matched = { segment, films, total: countBits(films) };
      return { ...matched, castSpans: found.castSpans, byRelevance: (page) => lenientHits(matched, found, page) };
    }),
  };
}

function unranked(segment: Segment, passing: readonly Bits[]): SegmentAnswer {
  const films = inAll(segment, passing);
  return { segment, films, total: passing.length > 0 ? countBits(films) : segment.liveCount };
}

/** The films that pass all filters; not to be changed. */
function inAll(segment: Segment, [first, second, ...others]: readonly Bits[]): Bits {
  if (!first || !second) return first ?? segment.live;
  const films = segment.filmSets.copyOf(first);
  intersect(films, second);
  for (const other of others) intersect(films, other);
  return films;
}

function firstHits({ segments }: Answer, plan: QueryPlan, page: PageRequest): Hit[] {
  const { sort } = plan;
  const found = segments.filter(({ total }) => total > 0);
  const [only] = found;
  // One film needs no order, and many answers are one film.
  if (only?.total === 1 && found.length === 1 && !page.after) {
    return [{ segment: only.segment, film: nextBit(only.films, 0), rank: 0 }];
  }
  const lists = found.map((matched) =>
    sort === 'relevance' ? (matched.byRelevance?.(page) ?? []) : sortedHits(matched, plan, page),
  );
  return lists.length === 1 ? lists[0]!.slice(0, page.limit) : mergeHits(sort, lists, page.limit);
}

function highlightPage(
  page: readonly Hit[],
  rows: readonly FilmRow[],
  { segments, lenientWords }: Answer,
  plan: QueryPlan,
): Highlight[] {
  if (!plan.text) return rows.map(() => ({ title: [], cast: [] }));
  const marker = markerFor(plan, lenientWords > 0);
  const toMark = new Map<Segment, ToMark>();
  for (const { segment, total, castSpans, titlesWithWord } of segments) {
    if (total > 0) toMark.set(segment, { people: peopleToMark(segment, castSpans ?? []), titlesWithWord });
  }
  return rows.map(({ summary, people }, i) => {
    const { segment, film } = page[i]!;
    const { people: marked, titlesWithWord } = toMark.get(segment)!;
    return highlightFilm(summary, marker, {
      title: titlesWithWord?.some((films) => hasBit(films, film)) ?? true,
      name: (index) => marked !== undefined && hasBit(marked, people[index]!),
    });
  });
}
