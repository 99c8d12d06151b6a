import { stemOf } from '../../../../domain/text/stems.ts';
import { SparseBits } from '../structures/sparse-bits.ts';
import { liveOnly, type Place } from './place.ts';
import type { TypedText } from './query-plan.ts';
import { rankOf } from './ranks.ts';
import { isLenient, type Reach, type SegmentMatch, type TextMatch } from './reach.ts';
import { isKnown, leastScore, SynopsisMatch, synopsisQuery } from './synopsis-match.ts';
import { shorterTitles } from './title-match.ts';
import { isInField } from './unknown-words.ts';

/** A text of more words is hardly a name. */
const MOST_WORDS_OF_NAME = 3;

/**
 * Whether a text that no film has in its fields is rather a plot than a title or name with typos: it has many words, and all
 * are known. Tolerating typos in all of them would take 1 ms and find nothing better than the synopses.
 */
export function isPlot(places: readonly Place[], text: TypedText, given: Reach | undefined): boolean {
  if (given) return given.synopses > 0 && given.words === 0;
  return (
    text.scope === 'all' && text.words.length > MOST_WORDS_OF_NAME && countKnown(places, text) === text.words.length
  );
}

/**
 * Whether the fields of a film have all words, so that synopses need not be searched. Words with typos count only if a word
 * is unknown: "toys alive" may be Boys Alive, but it may also be the plot of Toy Story.
 */
export function isFound(places: readonly Place[], text: TypedText, { reach, segments }: TextMatch): boolean {
  if (!isLenient(reach)) return true;
  // Only the synopses show whether a word is known.
  if (!places[0]?.segment.synopses) return false;
  const known = countKnown(places, text);
  if (known === text.words.length) return false;
  if (known < reach.words) return true;
  return segments.some(({ titles }) => titles.some(({ rank }) => !isShorter(rank)));
}

/** How many words are in some film. */
function countKnown(places: readonly Place[], text: TypedText): number {
  return text.words.filter((_, i) => isWordKnown(places, text, i)).length;
}

/** Whether a word is in some film: in a field, or by its stem in a synopsis. False if the synopses are not open. */
function isWordKnown(places: readonly Place[], { words }: TypedText, word: number): boolean {
  const segments = places.map(({ segment }) => segment);
  if (!segments[0]?.synopses) return false;
  const stem = stemOf(words[word]!.term);
  return (
    stem === undefined ||
    places.some(({ segment, spans }) => isInField(segment, spans[word]!)) ||
    isKnown(segments, stem)
  );
}

/**
 * Whether a title may be the text without this word: it has two or more of the other words, or the word is a number or in no
 * film. "hulk 2" is Hulk, but "spielberg shark" is not the film Shark.
 */
function mayLack(places: readonly Place[], text: TypedText, term: string): boolean {
  const word = text.words.findIndex((one) => one.term === term);
  return text.terms.length > 2 || /^\d+$/.test(term) || (word >= 0 && !isWordKnown(places, text, word));
}

/**
 * Adds the films whose synopsis and other fields together have the words best. Films that were found only by some of the
 * words in their fields are left out, because the synopses are a better way to find them.
 *
 * @returns `undefined` if no film has any of the words
 */
export function addSynopses(
  found: TextMatch,
  places: readonly Place[],
  text: TypedText,
  given: Reach | undefined,
): TextMatch | undefined {
  const query = synopsisQuery(
    places.map(({ segment }) => segment),
    text,
  );
  if (!query) return undefined;
  const matches = places.map(({ segment }) => new SynopsisMatch(segment, query));
  const least = given?.synopses ?? leastScore(matches);
  if (least === 0) return undefined;
  const hasAllWords = found.reach.words === text.words.length;
  const segments = found.segments.map((match, i): SegmentMatch => {
    const { segment } = match;
    const shorter = shorterTitles(segment, text, (term) => mayLack(places, text, term));
    const titles = [...match.titles.filter(({ rank }) => !isShorter(rank)), ...liveOnly(segment, shorter)];
    const synopses = matches[i]!;
    const films = SparseBits.of(synopses.filmsFrom(least), segment.filmSets);
    const add = (film: number) => {
      films.add(film);
    };
    for (const { films: some } of titles) some.forEach(add);
    // A single word that some film has was hardly meant with a typo: "shark" is not Omar Sharif.
    const isGuess = text.words.length === 1 && isWordKnown(places, text, 0);
    const lenient = hasAllWords && !isGuess ? match.lenient : undefined;
    lenient?.forEachTogether(add);
    return { ...match, films, total: films.count(), titles, lenient, synopses };
  });
  const lacksWord = !hasAllWords && found.reach.titleEdits === 0;
  const isPartial = lacksWord && !matches.some((match) => match.hasAllWords);
  const stems = [...new Set(query.words.flatMap(({ standIns }) => standIns.map(({ stem }) => stem)))];
  return { segments, isPartial, reach: { ...found.reach, synopses: least }, stems };
}

function isShorter(rank: number): boolean {
  return rankOf(rank).name === 'shorter-title';
}
