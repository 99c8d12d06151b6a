import { squashedQuery } from '../../../../domain/text/squashed-forms.ts';
import { canonicalTerms } from '../../../../domain/text/canonical-terms.ts';
import { splitArticle, titleTerms } from '../../../../domain/text/fold-text.ts';
import { allowedTypos, MAX_MISSPELT_WORDS } from '../../../../domain/text/typo-rules.ts';
import type { Segment } from '../store/segment.ts';
import { hasBit, type Bits } from '../structures/bits.ts';
import { MAX_KEY_WORDS } from '../columns/title-keys.ts';
import type { Preference } from './preference.ts';
import { mayBeRespelt, type SquashedReading, type TypedText } from './query-plan.ts';
import { forEachAlternative } from './alternative-match.ts';
import { rankNumber, rankOf, type RankName } from './ranks.ts';
import { EditDistance } from '../structures/edit-distance.ts';

/** The films of one rank; see {@link rankNumber}. A film may be listed more than once. */
export type RankedFilms = { readonly rank: number; readonly films: readonly number[] };

/** Collects films by rank. */
export class Ranking {
  /** There are few different ranks, so a list of them takes half the time of a `Map`. */
  readonly #lists: { readonly rank: number; readonly films: number[] }[] = [];

  add(rank: number, film: number): void {
    for (const list of this.#lists) {
      if (list.rank !== rank) continue;
      list.films.push(film);
      return;
    }
    this.#lists.push({ rank, films: [film] });
  }

  /** The lists of films, the best rank first. */
  sorted(): readonly RankedFilms[] {
    return this.#lists.length > 1 ? this.#lists.sort((a, b) => a.rank - b.rank) : this.#lists;
  }
}

/** The films of a segment whose whole title or alternative title is the text or one of its readings, in any spelling. */
export function wholeTitles(segment: Segment, text: TypedText, preference: Preference): readonly RankedFilms[] {
  const found = new Ranking();
  addTitlesAsTyped(segment, text, found);
  forEachSpelling(segment, text.readings[0], (film) => {
    found.add(rankNumber('title-respelt'), film);
  });
  for (let i = 1; i < text.readings.length; i += 1) {
    const reading = text.readings[i]!;
    const add = (film: number) => {
      found.add(rankNumber('title-shortened', preference.levelOf(film)), film);
    };
    const [from, to] = segment.titles.keys.equalRange(reading.terms.join(' '));
    for (let place = from; place < to; place += 1) add(segment.titles.films[place]!);
    forEachSpelling(segment, reading, add);
  }
  forEachAlternative(segment, text, (film) => {
    found.add(rankNumber('alternative-title', preference.levelOf(film)), film);
  });
  return found.sorted();
}

/**
 * A title with a numeral has several keys. Only its own key has the numeral as the title writes it. So "10" finds the
 * film "10" before the film "X".
 */
function addTitlesAsTyped({ titles, films }: Segment, { key, article, typed }: TypedText, found: Ranking): void {
  const [from, to] = titles.keys.equalRange(key);
  for (let place = from; place < to; place += 1) {
    const film = titles.films[place]!;
    if (!titles.isOwnKey(place)) found.add(rankNumber('title-respelt'), film);
    else {
      // The text "Pride & Prejudice" finds the title with "&" before the title "Pride and Prejudice".
      const title = films.titleOf(film);
      const detail = title === typed || plainText(title) === plainText(typed) ? 0 : 1;
      found.add(rankNumber(titles.hasArticle(place, article) ? 'title' : 'title-without-article', detail), film);
    }
  }
}

/** A text without differences that nobody types on purpose: case, and spaces at the ends. */
function plainText(text: string): string {
  return text.trim().normalize('NFC').toLowerCase();
}

function forEachSpelling(
  { titles, wholeTitles }: Segment,
  reading: SquashedReading,
  visit: (film: number) => void,
): void {
  if (!mayBeRespelt(reading)) return;
  const { squashed, joined } = reading;
  wholeTitles.findEqual(squashed, visit);
  if (joined !== squashed) wholeTitles.findEqual(joined, visit);
  // "thepolarexpress" is The Polar Express. A joined "a" or "an" is not removed, because "amen" would then find "Men".
  if (!joined.startsWith('the')) return;
  wholeTitles.findEqual(joined.slice('the'.length), (film) => {
    // "them" is not the title "M", which has no article.
    if (titles.hasOwnArticle(film, 'the')) visit(film);
  });
}

/** A text with fewer letters can mean too many titles: "10" is the film X, but X-Men is not a sequel to X. */
const MIN_LETTERS_WITH_SEQUELS = 5;

/** In the real data, at most 9 films have the same title of five letters or more in any spelling. They have 2 keys. */
const MOST_RESPELT_FILMS = 100;
/** The keys are part of the cursor. A cursor of more than 4,096 characters is refused. */
export const MOST_RESPELT_KEYS = 4;

/**
 * The keys of the titles that are the text in another spelling: `star wars` for "starwars". Titles that begin with one
 * of these keys are probably meant too, but the text as typed finds only the whole title.
 *
 * @returns each key once, and not more than {@link MOST_RESPELT_KEYS}
 */
export function respeltKeys(segment: Segment, text: TypedText, titles: readonly RankedFilms[]): readonly string[] {
  if (text.readings[0].joined.length < MIN_LETTERS_WITH_SEQUELS) return [];
  const keys = new Set<string>();
  let left = MOST_RESPELT_FILMS;
  const asTyped = new Set<number>();
  for (const { rank, films } of titles) {
    const { name } = rankOf(rank);
    if (name === 'title' || name === 'title-without-article') for (const film of films) asTyped.add(film);
    if (name !== 'title-respelt') continue;
    // A title as typed is nearly always listed as another spelling too. Its key is known without reading it.
    for (const film of films) {
      if (asTyped.has(film)) keys.add(text.key);
      else if (left > 0 && keys.size < MOST_RESPELT_KEYS) {
        keys.add(segment.titles.keyOf(film));
        left -= 1;
      }
    }
  }
  return [...keys].slice(0, MOST_RESPELT_KEYS);
}

/** The films whose title begins with the words of any of these keys. */
export function titlesAfter({ titles }: Segment, keys: readonly string[]): readonly RankedFilms[] {
  const found = new Ranking();
  for (const key of keys) {
    const { from, to } = titles.keys.prefixSpan(`${key} `);
    for (let place = from; place < to; place += 1) found.add(rankNumber('title-start-respelt'), titles.films[place]!);
  }
  return found.sorted();
}

/**
 * The ways in which a title can begin with the query, the best first: the query ends with a whole word, and more words
 * follow; the query ends inside the title's last word; the query ends inside an earlier word.
 */
export const STARTS = [
  'title-start',
  'title-completed',
  'title-start-unfinished',
] as const satisfies readonly RankName[];

// Thousands of titles may begin with one letter. Looking up these numbers again for each title doubled the time.
const START_NUMBERS = [rankNumber(STARTS[0]), rankNumber(STARTS[1]), rankNumber(STARTS[2])] as const;
const OTHER_ARTICLE_NUMBERS = [
  rankNumber('title-start-other-article', 0),
  rankNumber('title-start-other-article', 1),
  rankNumber('title-start-other-article', 2),
] as const;

/**
 * The films whose title begins with the text. A film whose title has several forms may be listed more than once.
 *
 * @param films only these films are listed
 */
export function titlesThatStart({ titles }: Segment, text: TypedText, films: Bits): readonly RankedFilms[] {
  const { key, article, terms } = text;
  const found = new Ranking();
  const all = titles.keys.prefixSpan(key);
  const exactTo = all.from < all.whole ? titles.keys.equalRange(key)[1] : all.from;
  const whole = titles.keys.prefixSpan(`${key} `);
  const words = Math.min(terms.length, MAX_KEY_WORDS);
  const isWord = endsWithWord(terms);
  for (let place = exactTo; place < all.to; place += 1) {
    const film = titles.films[place]!;
    if (!hasBit(films, film)) continue;
    const isWhole = isWord && place >= whole.from && place < whole.to;
    const start = isWhole ? 0 : titles.wordsAt(place) === words ? 1 : 2;
    // A query without an article matches titles with any article.
    const fits = article === '' || titles.hasArticle(place, article);
    found.add((fits ? START_NUMBERS : OTHER_ARTICLE_NUMBERS)[start], film);
  }
  return found.sorted();
}

/**
 * Whether the last term may be a whole word. A single letter is probably the beginning of a word: "the t" finds The
 * Terminator before T-Men. But "star trek v" ends with a numeral.
 */
export function endsWithWord(terms: readonly string[]): boolean {
  const last = terms.at(-1) ?? '';
  const isNumeral = terms.length > 1 && (last === 'v' || last === 'x');
  return isNumeral || last.length > 2 || !/^\p{L}$/u.test(last);
}

/**
 * The films whose whole title is a reading of the text with typos.
 *
 * @param mostEdits 1 or 2; a short text tolerates fewer
 * @param sameWords whether the title must have as many words as the reading, so that "count ray" is not "Country"
 */
export function titlesWithTypos(
  segment: Segment,
  text: TypedText,
  { mostEdits, sameWords }: { readonly mostEdits: 1 | 2; readonly sameWords: boolean },
): readonly RankedFilms[] {
  const found = new Ranking();
  for (const { terms, squashed } of text.readings) {
    const maxEdits = Math.min(allowedTypos(squashed), mostEdits);
    if (maxEdits === 0) continue;
    segment.wholeTitles.findNear(squashed, maxEdits, (film, edits) => {
      if (edits === 0 || (sameWords && segment.titles.wordsOf(film) !== terms.length)) return;
      if (edits > 1 && !haveSimilarWords(terms, segment.films.titleOf(film))) return;
      found.add(rankNumber('title-typo', edits), film);
    });
  }
  return found.sorted();
}

/**
 * Whether each word of the text is at most two typos away from the word at the same place in the title. Otherwise the
 * text and the title are similar only without spaces, as "die hard 3" and "Richard III" are.
 */
function haveSimilarWords(terms: readonly string[], title: string): boolean {
  const typed = canonicalWords(terms);
  const words = canonicalWords(splitArticle(titleTerms(title)).rest);
  return words.length === typed.length && words.every((word, i) => wordDistance.betweenTexts(typed[i]!, word, 2) <= 2);
}

const wordDistance = new EditDistance();

function canonicalWords(terms: readonly string[]): readonly string[] {
  return canonicalTerms(terms).filter((term) => term !== 'and');
}

/**
 * The films whose whole title is the text without one of its words.
 *
 * @param mayLack whether a title may lack a word; every word by default
 */
export function shorterTitles(
  segment: Segment,
  { terms, scope }: TypedText,
  mayLack: (term: string) => boolean = () => true,
): readonly RankedFilms[] {
  const found = new Ranking();
  if (scope === 'title' || terms.length < 2 || terms.length > MAX_MISSPELT_WORDS) return [];
  for (let left = 0; left < terms.length; left += 1) {
    if (!mayLack(terms[left]!)) continue;
    const shorter = squashedQuery(terms.filter((_, i) => i !== left));
    segment.wholeTitles.findEqual(shorter, (film) => {
      found.add(rankNumber('shorter-title'), film);
    });
  }
  return found.sorted();
}
