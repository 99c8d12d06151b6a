import { LenientMatch } from './lenient-match.ts';
import { liveOnly, strictSegment, withTitles, type Place } from './place.ts';
import type { TypedText } from './query-plan.ts';
import { EXACT, type Reach, type SegmentMatch, type TextMatch } from './reach.ts';
import { shorterTitles, titlesWithTypos, type RankedFilms } from './title-match.ts';
import { forgivableWords, unknownWords } from './unknown-words.ts';

/** Only the films whose whole title is the text with typos. */
export function matchTitles(places: readonly Place[], text: TypedText, given: Reach | undefined): TextMatch {
  const { titles, titleEdits } = titlesWithFewestTypos(places, text, given);
  const segments = places.map((place, i) => strictSegment(place, titles[i]!));
  return { segments, isPartial: false, reach: { ...EXACT, kind: 'lenient', titleEdits } };
}

/**
 * At first, typos are tolerated only in words that no film has: in "the wild bnuch" only in "bnuch". If no film has all
 * words then, typos are tolerated in every word. The same is done if films have the words only in different places, and
 * a title or a name has all words once typos are tolerated in every word: "scarlet johanson" is Scarlett Johansson, and
 * not only Lew Hanson in The Scarlet Letter.
 */
export function matchLeniently(places: readonly Place[], text: TypedText, given: Reach | undefined): TextMatch {
  const context = { places, text, ...titlesWithFewestTypos(places, text, given), given };
  if (given) return gatherLeniently(context, given.forgiven);
  const all = forgivableWords(text.words.length);
  const unknown = unknownWords(
    places.map(({ segment }) => segment),
    places.map(({ spans }) => spans),
  );
  if (unknown === 0) return gatherLeniently(context, all);
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
 * For each segment, the films whose whole title is the text with one typo, or with two if no title is one typo away.
 * Also the highest number of typos in these titles.
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

function gatherLeniently({ places, text, titles, titleEdits, given }: LenientContext, forgiven: number): TextMatch {
  const begun = titleEdits === 0 ? 'anywhere' : text.words.length === 1 ? 'title' : 'nowhere';
  const matches = places.map(
    ({ segment, spans, preference }) => new LenientMatch(segment, text, spans, { forgiven, begun }, preference),
  );
  const all = text.words.length;
  const most = given?.words ?? matches.reduce((words, { mostWords }) => Math.max(words, mostWords), 0);
  // If the text is for titles only, a title must have all its words.
  const words = text.scope === 'title' && most < all ? 0 : most;
  const segments = places.map((place, i): SegmentMatch => {
    const lenient = matches[i]!;
    const { segment, preference } = place;
    const films = lenient.filmsWith(words);
    const listed = words < all ? [...titles[i]!, ...liveOnly(segment, shorterTitles(segment, text))] : titles[i]!;
    for (const { films: some } of listed) for (const film of some) films.add(film);
    return {
      segment,
      films,
      total: films.count(),
      preference,
      titles: listed,
      lenient,
      nameSpans: lenient.nameSpans,
    };
  });
  const isPartial = words < all && titleEdits === 0 && segments.some(({ total }) => total > 0);
  return {
    segments,
    isPartial,
    reach: { ...EXACT, kind: 'lenient', words, forgiven, titleEdits },
  };
}
