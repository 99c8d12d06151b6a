import { SparseBits } from '../structures/sparse-bits.ts';
import { liveOnly, type Place } from './place.ts';
import type { TypedText } from './query-plan.ts';
import { rankOf } from './ranks.ts';
import { matchLeniently, matchTitles } from './lenient-reach.ts';
import { KnownTerms } from './known-terms.ts';
import type { Reach, SegmentMatch, TextMatch } from './reach.ts';
import { leastScore, stemsIn, SynopsisMatch, synopsisQuery } from './synopsis-match.ts';
import { shorterTitles } from './title-match.ts';

/** A text with more words is unlikely to be a name. */
const MOST_WORDS_OF_NAME = 3;

/** The films that have all words or the most words if typos are tolerated, or that have the words in their synopses. */
export function matchWithSynopses(places: readonly Place[], text: TypedText, given: Reach | undefined): TextMatch {
  if (given ? given.synopses === 0 : text.scope === 'title') return matchLeniently(places, text, given);
  if (!places[0]?.segment.synopses) return { ...matchLeniently(places, text, given), lacksSynopses: true };
  const known = new KnownTerms(places, text, given?.known);
  const areAllKnown = known.count() === text.words.length;
  // A text with many words that are all known is more likely a plot than a title or a name with typos. Tolerating typos
  // in all of them would take 1 ms and find nothing better than the synopses.
  const isPlot = given ? given.words === 0 : areAllKnown && text.words.length > MOST_WORDS_OF_NAME;
  const found = isPlot ? matchTitles(places, text, given) : matchLeniently(places, text, given);
  if (!given && !areAllKnown && isMisspelt(found, known.count())) return found;
  if (!given && !isPlot && known.hasOnlyBegun() && hasWholeTitle(found)) return found;
  return addSynopses(found, places, text, known, given) ?? (isPlot ? matchLeniently(places, text, given) : found);
}

/**
 * Whether an unknown word is probably misspelt. It is if, with typos tolerated, a film has more words of the text than
 * are known, or a title is the text.
 */
function isMisspelt(found: TextMatch, known: number): boolean {
  return known < found.reach.words || hasWholeTitle(found);
}

/** Whether a whole title is the text with typos. */
function hasWholeTitle({ segments }: TextMatch): boolean {
  return segments.some(({ titles }) => titles.some(({ rank }) => !isShorter(rank)));
}

/**
 * Whether a title may be the text without this word. It may if it has at least two other words, or if the missing word
 * is a number or a word that is in no film. "hulk 2" is Hulk, but "spielberg shark" is not the film Shark.
 */
function mayLack(text: TypedText, known: KnownTerms, term: string): boolean {
  return text.terms.length > 2 || /^\d+$/.test(term) || !known.isKnown(term);
}

/**
 * Adds the films whose synopsis and other fields together match the words best. Films whose fields have only some of
 * the words are left out, because their synopses are a better way to find them.
 *
 * @returns `undefined` if no film has any of the words
 */
function addSynopses(
  found: TextMatch,
  places: readonly Place[],
  text: TypedText,
  known: KnownTerms,
  given: Reach | undefined,
): TextMatch | undefined {
  const query = synopsisQuery(places[0]!.segment, text, known);
  if (!query) return undefined;
  const matches = places.map(({ segment }) => new SynopsisMatch(segment, query, { least: given?.synopses }));
  const least = given?.synopses ?? leastScore(matches);
  if (least === 0) return undefined;
  const hasAllWords = found.reach.words === text.words.length;
  const segments = found.segments.map((match, i): SegmentMatch => {
    const { segment } = match;
    const shorter = shorterTitles(segment, text, (term) => mayLack(text, known, term));
    const titles = [...match.titles.filter(({ rank }) => !isShorter(rank)), ...liveOnly(segment, shorter)];
    const synopses = matches[i]!;
    const films = SparseBits.of(synopses.filmsFrom(least), segment.filmSets);
    const add = (film: number) => {
      films.add(film);
    };
    for (const { films: some } of titles) some.forEach(add);
    // A text of a single word gets here only if some film has the word. A typo is then unlikely: "shark" is not Omar
    // Sharif.
    const lenient = hasAllWords && text.words.length > 1 ? match.lenient : undefined;
    lenient?.forEachTogether(add);
    return { ...match, films, total: films.count(), titles, lenient, synopses };
  });
  const lacksWord = !hasAllWords && found.reach.titleEdits === 0;
  const isPartial = lacksWord && !matches.some((match) => match.hasAllWords);
  return {
    segments,
    isPartial,
    reach: { ...found.reach, synopses: least, known: known.digits },
    stems: stemsIn(query),
  };
}

function isShorter(rank: number): boolean {
  return rankOf(rank).name === 'shorter-title';
}
