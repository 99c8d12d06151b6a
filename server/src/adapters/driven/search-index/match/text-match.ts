import { MIN_BEGUN_LETTERS } from '../../../../domain/text/typo-rules.ts';
import type { Segment } from '../store/segment.ts';
import { hasBit } from '../structures/bits.ts';
import { SparseBits } from '../structures/sparse-bits.ts';
import { LenientMatch } from './lenient-match.ts';
import { hasWordsInNames, namesWithTypo } from './name-typos.ts';
import { Preference } from './preference.ts';
import type { TypedText } from './query-plan.ts';
import { wordSpans, type Span } from './spans.ts';
import { StrictMatch } from './strict-match.ts';
import {
  respeltKeys,
  shorterTitles,
  titlesAfter,
  titlesWithTypos,
  wholeTitles,
  type RankedFilms,
} from './title-match.ts';
import { forgivableWords, unknownWords } from './unknown-words.ts';

export const REACHES = ['exact', 'similar', 'similar-or-name', 'lenient', 'lenient-or-one-less'] as const;

/**
 * How far a search had to go. A cursor holds it, so that the next page continues with the same films, whatever has been
 * edited in between.
 */
export type Reach = {
  /**
   * - `exact`: films that have all words, and films whose whole title is the query in another spelling.
   * - `similar`: no whole title is the query, and either no title and no name has all words, or a title has all of
   *   several words. Films whose title is the query with one typo are included.
   * - `similar-or-name`: like `similar`, but only few films have all words, and only in different names. People whose name
   *   is the query with one typo are included.
   * - `lenient`: no film has all words, so typos are tolerated, and the films that have the most words are included.
   * - `lenient-or-one-less`: like `lenient`, but each of these films has typos in several words, or in a word that other
   *   films have as typed. So films that have all words but one without a typo are included too, and come before these.
   */
  readonly kind: (typeof REACHES)[number];
  /** How many of the words a film must have; only if typos are tolerated. */
  readonly words: number;
  /** The words in which typos are tolerated: bit i for word i. */
  readonly forgiven: number;
  /**
   * The keys of the titles that are the text in another spelling, one on each line; see {@link respeltKeys}. Only if the
   * reach is `exact`.
   */
  readonly respelt: string;
  /** The most typos of the titles that are the text with typos: 1 or 2; 0 if there are none. Only if typos are tolerated. */
  readonly titleEdits: number;
};

/** Whether typos in words are tolerated. */
export function isLenient({ kind }: Pick<Reach, 'kind'>): boolean {
  return kind === 'lenient' || kind === 'lenient-or-one-less';
}

const EXACT: Reach = { kind: 'exact', words: 0, forgiven: 0, respelt: '', titleEdits: 0 };
/** The reach of a query without a text. */
export const NO_TEXT = EXACT;
const SIMILAR: Reach = { ...EXACT, kind: 'similar' };

/** The films of one segment that match a text, with everything that orders them. */
export type SegmentMatch = {
  readonly segment: Segment;
  readonly films: SparseBits;
  readonly total: number;
  readonly preference: Preference;
  /** Films whose title was looked up as a whole, the best rank first. */
  readonly titles: readonly RankedFilms[];
  /** Orders the films that have all words. Absent if typos are tolerated. */
  readonly strict?: StrictMatch;
  /** Orders the other films. Absent unless typos are tolerated. */
  readonly lenient?: LenientMatch;
  /** Whether the reach is `lenient-or-one-less`. */
  readonly orOneLess: boolean;
  /** Terms of the `name` dictionary that match a word of the text. */
  readonly nameSpans: readonly Span[];
};

/** Where films have all words, only a title that is very similar joins them. */
const SLIGHT = { mostEdits: 1, sameWords: true } as const;

export type TextMatch = {
  readonly segments: readonly SegmentMatch[];
  readonly reach: Reach;
  /** Whether each film lacks a word of the text, and no title is the text with typos. */
  readonly isPartial: boolean;
};

/** A segment, with what is looked up in it for every text. */
type Place = {
  readonly segment: Segment;
  readonly spans: readonly ReturnType<typeof wordSpans>[];
  readonly preference: Preference;
  readonly strict: StrictMatch;
  /** The current films whose whole title is the text in some spelling. */
  readonly titles: readonly RankedFilms[];
};

/**
 * Gathers the films that match a text from all segments. Filters play no part in it. Otherwise the reach, and so the
 * matched films, could change when a value of a facet is chosen, and more or fewer films would be left than it counts.
 *
 * @param reach that of the first page, if this is a later one
 */
export function matchText(segments: readonly Segment[], text: TypedText, reach: Reach | undefined): TextMatch {
  const places = segments.map((segment) => lookUp(segment, text));
  switch (reach?.kind ?? neededKind(places, text)) {
    case 'exact':
      return matchExactly(places, text, reach);
    case 'similar':
    case 'similar-or-name':
      return matchSimilar(places, text, reach);
    case 'lenient':
    case 'lenient-or-one-less':
      return matchLeniently(places, text, reach);
  }
}

/** The films that have all words or whose title is the text in some spelling, and the series of such a title. */
function matchExactly(places: readonly Place[], text: TypedText, given: Reach | undefined): TextMatch {
  const respelt = given
    ? given.respelt.split('\n').filter((key) => key !== '')
    : [...new Set(places.flatMap(({ segment, titles }) => respeltKeys(segment, text, titles)))];
  return {
    isPartial: false,
    reach: { ...EXACT, respelt: respelt.join('\n') },
    segments: places.map((place) => strictSegment(place, withTitles(place, titlesAfter(place.segment, respelt)))),
  };
}

/** A text whose words are in more films than this, in different fields, was probably typed as it was meant. */
const MOST_COINCIDENCES = 20;

/**
 * If few films have all words, and none has them in the title or in one name, people whose name has one typo are included.
 * "nicholas cage" is Nicolas Cage, although Renfield has Nicholas Hoult and Nicolas Cage.
 */
function matchSimilar(places: readonly Place[], text: TypedText, given: Reach | undefined): TextMatch {
  const mayBeName = given
    ? given.kind === 'similar-or-name'
    : text.scope === 'all' &&
      text.words.length > 1 &&
      text.words.at(-1)!.term.length >= MIN_BEGUN_LETTERS &&
      !places.some(({ strict }) => strict.hasTitleOrName()) &&
      places.reduce((sum, { strict }) => sum + strict.total, 0) <= MOST_COINCIDENCES &&
      places.every(({ segment, spans, strict }) => hasWordsInNames(segment, spans, strict));
  const segments = places.map((place) => {
    const { segment } = place;
    const titles = titlesWithTypos(segment, text, SLIGHT);
    return strictSegment(place, withTitles(place, mayBeName ? [...titles, ...namesWithTypo(segment, text)] : titles));
  });
  return { isPartial: false, reach: mayBeName ? { ...SIMILAR, kind: 'similar-or-name' } : SIMILAR, segments };
}

function lookUp(segment: Segment, text: TypedText): Place {
  const spans = text.words.map((word) => wordSpans(segment, word, text.scope));
  const preference = new Preference(segment, text);
  const strict = new StrictMatch(segment, text, spans);
  const titles = liveOnly(segment, wholeTitles(segment, text, preference));
  return { segment, spans, preference, strict, titles };
}

function liveOnly(segment: Segment, titles: readonly RankedFilms[]): readonly RankedFilms[] {
  if (segment.liveCount === segment.size) return titles;
  return titles.flatMap(({ rank, films }) => {
    const left = films.filter((film) => segment.isLive(film));
    return left.length > 0 ? [{ rank, films: left }] : [];
  });
}

function neededKind(places: readonly Place[], text: TypedText): Reach['kind'] {
  if (places.some(({ titles }) => titles.length > 0)) return 'exact';
  if (!places.some(({ strict }) => strict.total > 0)) return 'lenient';
  if (!places.some(({ strict }) => strict.hasTitleOrName())) return 'similar';
  // "dark night" has words of other titles, and is The Dark Knight too. A single word or an unfinished one is similar to
  // too many titles.
  const mayHaveTypo = text.terms.length > 1 && places.some(({ strict }) => strict.hasTitle());
  return mayHaveTypo ? 'similar' : 'exact';
}

function strictSegment(place: Place, titles: readonly RankedFilms[]): SegmentMatch {
  const { segment, strict, preference, spans } = place;
  const { films } = strict;
  let { total } = strict;
  for (const { films: some } of titles) {
    for (const film of some) {
      if (hasBit(films.bits, film)) continue;
      films.add(film);
      total += 1;
    }
  }
  return {
    segment,
    films,
    total,
    preference,
    titles,
    strict,
    orOneLess: false,
    nameSpans: spans.map(({ name }) => name),
  };
}

function withTitles({ titles, segment }: Place, others: readonly RankedFilms[]): readonly RankedFilms[] {
  if (others.length === 0) return titles;
  return [...titles, ...liveOnly(segment, others)].sort((a, b) => a.rank - b.rank);
}

/**
 * At first typos are tolerated only in words that no film has: in "the wild bnuch" only in "bnuch". If no film has all
 * words then, typos are tolerated in every word. So they are if the films have the words in different places, and this
 * finds a title or a name: "scarlet johanson" is Scarlett Johansson, and not Lew Hanson in The Scarlet Letter.
 */
function matchLeniently(places: readonly Place[], text: TypedText, given: Reach | undefined): TextMatch {
  const context = { places, text, ...titlesWithFewestTypos(places, text, given), given };
  if (given) return gatherLeniently(context, given.forgiven);
  const all = forgivableWords(text.words.length);
  const unknown = unknownWords(
    places.map(({ segment }) => segment),
    places.map(({ spans }) => spans),
  );
  if (unknown === 0) return gatherLeniently(context, all, true);
  const marks = places.map(({ segment }) => segment.filmSets.mark());
  const match = gatherLeniently(context, unknown);
  if (unknown === all) return match;
  if (match.reach.words < text.words.length) {
    for (const [i, { segment }] of places.entries()) segment.filmSets.release(marks[i]);
    return gatherLeniently(context, all);
  }
  if (hasTitleOrName(match)) return match;
  const other = gatherLeniently(context, all);
  return hasTitleOrName(other) ? other : match;
}

function hasTitleOrName({ segments }: TextMatch): boolean {
  return segments.some(({ titles, lenient }) => titles.length > 0 || lenient?.hasTitleOrName);
}

/**
 * For each segment the films whose whole title is the text with one typo, or with two if no title is one typo away; and the
 * most typos of these titles.
 */
function titlesWithFewestTypos(places: readonly Place[], text: TypedText, given: Reach | undefined): LenientTitles {
  for (const titleEdits of [1, 2] as const) {
    if (given && given.titleEdits !== titleEdits) continue;
    const options = { mostEdits: titleEdits, sameWords: false };
    const titles = places.map((place) => withTitles(place, titlesWithTypos(place.segment, text, options)));
    if (given || titles.some(({ length }) => length > 0)) return { titles, titleEdits };
  }
  return { titles: places.map(() => []), titleEdits: 0 };
}

type LenientTitles = {
  /** For each segment, the films whose whole title is the text with typos. */
  readonly titles: readonly (readonly RankedFilms[])[];
  /** See {@link Reach}. */
  readonly titleEdits: number;
};

type LenientContext = LenientTitles & {
  readonly places: readonly Place[];
  readonly text: TypedText;
  readonly given: Reach | undefined;
};

/** @param areKnown whether each word is in some film, so that a word with a typo was probably meant as typed */
function gatherLeniently(
  { places, text, titles, titleEdits, given }: LenientContext,
  forgiven: number,
  areKnown = false,
): TextMatch {
  const mayBeUnfinished = titleEdits === 0 || text.words.length === 1;
  const matches = places.map(
    ({ segment, spans, preference }) =>
      new LenientMatch(segment, text, spans, { forgiven, mayBeUnfinished }, preference),
  );
  const all = text.words.length;
  const most = given?.words ?? matches.reduce((words, { mostWords }) => Math.max(words, mostWords), 0);
  // All words of a text that is only for the title must be in the title.
  const words = text.scope === 'title' && most < all ? 0 : most;
  const orOneLess = given
    ? given.kind === 'lenient-or-one-less'
    : text.scope === 'all' &&
      words === all &&
      all > 1 &&
      (areKnown || matches.every(({ hasOnlySeveralTypos }) => hasOnlySeveralTypos));
  const segments = places.map((place, i): SegmentMatch => {
    const lenient = matches[i]!;
    const { segment, preference } = place;
    const films = lenient.filmsWith(words, orOneLess);
    const isShort = words < all || orOneLess;
    const listed = isShort ? [...titles[i]!, ...liveOnly(segment, shorterTitles(segment, text))] : titles[i]!;
    for (const { films: some } of listed) for (const film of some) films.add(film);
    return {
      segment,
      films,
      total: films.count(),
      preference,
      titles: listed,
      lenient,
      orOneLess,
      nameSpans: lenient.nameSpans,
    };
  });
  const isPartial = words < all && titleEdits === 0 && segments.some(({ total }) => total > 0);
  return {
    segments,
    isPartial,
    reach: { ...EXACT, kind: orOneLess ? 'lenient-or-one-less' : 'lenient', words, forgiven, titleEdits },
  };
}
