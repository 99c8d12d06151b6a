import { squashedQuery } from '../../../../domain/text/squashed-forms.ts';
import { allowedTypos, MAX_MISSPELT_WORDS } from '../../../../domain/text/typo-rules.ts';
import type { Segment } from '../store/segment.ts';
import { hasBit, type Bits } from '../structures/bits.ts';
import { MAX_KEY_WORDS } from '../columns/title-keys.ts';
import type { Preference } from './preference.ts';
import type { SquashedReading, TypedText } from './query-plan.ts';
import { rankNumber, type RankName } from './ranks.ts';

/** The films of one rank; see {@link rankNumber}. A film may be listed more than once. */
export type RankedFilms = { readonly rank: number; readonly films: readonly number[] };

/** Collects films by rank. */
class Ranking {
  /** Films have few different ranks: a list of them takes half the time of a `Map`. */
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

/** The films of a segment whose whole title is the text or one of its readings, in any spelling. */
export function wholeTitles(segment: Segment, text: TypedText, preference: Preference): readonly RankedFilms[] {
  const found = new Ranking();
  const [typed, ...shorter] = text.readings;
  addTitlesAsTyped(segment, text, found);
  forEachSpelling(segment, typed, (film) => {
    found.add(rankNumber('title-respelt'), film);
  });
  for (const reading of shorter) {
    const add = (film: number) => {
      found.add(rankNumber('title-shortened', preference.levelOf(film)), film);
    };
    const [from, to] = segment.titles.keys.equalRange(reading.terms.join(' '));
    for (let place = from; place < to; place += 1) add(segment.titles.films[place]!);
    forEachSpelling(segment, reading, add);
  }
  return found.sorted();
}

/**
 * A title with a numeral has several keys. Only its own key is the title as typed: "10" finds the film "10" before
 * "X".
 */
function addTitlesAsTyped({ titles }: Segment, { key, article }: TypedText, found: Ranking): void {
  const [from, to] = titles.keys.equalRange(key);
  for (let place = from; place < to; place += 1) {
    const film = titles.films[place]!;
    if (!titles.isOwnKey(place)) found.add(rankNumber('title-respelt'), film);
    else found.add(rankNumber(titles.hasArticle(place, article) ? 'title' : 'title-without-article'), film);
  }
}

/**
 * A shorter text without a digit is probably the beginning of a word and not an abbreviation: "st" is not "The
 * Saint".
 */
const MIN_RESPELT_LETTERS = 3;

function forEachSpelling(
  { titles, wholeTitles }: Segment,
  { squashed, joined }: SquashedReading,
  visit: (film: number) => void,
): void {
  if (joined.length < MIN_RESPELT_LETTERS && !/\d/.test(joined)) return;
  wholeTitles.findEqual(squashed, visit);
  if (joined !== squashed) wholeTitles.findEqual(joined, visit);
  // "thepolarexpress". A joined "a" or "an" is ignored, because "amen" would find "Men".
  if (!joined.startsWith('the')) return;
  wholeTitles.findEqual(joined.slice('the'.length), (film) => {
    // "them" is not the title "M", which has no article.
    if (titles.hasOwnArticle(film, 'the')) visit(film);
  });
}

/**
 * How a title may begin with the query, the best way first. The query ends with a whole word and more words follow;
 * it ends inside the title's last word; or it ends inside an earlier word.
 */
export const STARTS = [
  'title-start',
  'title-completed',
  'title-start-unfinished',
] as const satisfies readonly RankName[];

/**
 * The films whose title begins with the text. A film whose title has several forms may be listed more than once.
 *
 * @param films the only films to list
 */
export function titlesThatStart({ titles }: Segment, text: TypedText, films: Bits): readonly RankedFilms[] {
  const { key, article, terms } = text;
  const found = new Ranking();
  const all = titles.keys.prefixSpan(key);
  const exactTo = all.from < all.whole ? titles.keys.equalRange(key)[1] : all.from;
  const whole = titles.keys.prefixSpan(`${key} `);
  const words = Math.min(terms.length, MAX_KEY_WORDS);
  // A single letter is probably the beginning of a word: "the t" finds The Terminator before T-Men.
  const isWord = !/^\p{L}$/u.test(terms.at(-1)!);
  for (let place = exactTo; place < all.to; place += 1) {
    const film = titles.films[place]!;
    if (!hasBit(films, film)) continue;
    const isWhole = isWord && place >= whole.from && place < whole.to;
    const start = isWhole ? 0 : titles.wordsAt(place) === words ? 1 : 2;
    // A query without an article matches titles with any article.
    const fits = article === '' || titles.hasArticle(place, article);
    found.add(fits ? rankNumber(STARTS[start]) : rankNumber('title-start-other-article', start), film);
  }
  return found.sorted();
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
      found.add(rankNumber('title-typo', edits), film);
    });
  }
  return found.sorted();
}

/** The films whose whole title is the text without one of its words. */
export function shorterTitles(segment: Segment, { terms, scope }: TypedText): readonly RankedFilms[] {
  const found = new Ranking();
  if (scope === 'title' || terms.length < 2 || terms.length > MAX_MISSPELT_WORDS) return [];
  for (let left = 0; left < terms.length; left += 1) {
    const shorter = squashedQuery(terms.filter((_, i) => i !== left));
    segment.wholeTitles.findEqual(shorter, (film) => {
      found.add(rankNumber('shorter-title'), film);
    });
  }
  return found.sorted();
}
