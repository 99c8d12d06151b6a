import type { IndexedFilm } from '../store/indexed-film.ts';
import type { SectionReader, SectionWriter } from '../structures/sections.ts';
import { SortedStrings } from '../structures/sorted-strings.ts';
import { TermLists, termsOfMembers } from '../structures/term-lists.ts';
import { readNumbers, writeNumbers, type PackedNumbers } from '../structures/packed-numbers.ts';

const ARTICLES = ['', 'the', 'a', 'an'] as const;
/** Larger word counts are stored as this. A count has six bits, beside the two bits of the article. */
export const MAX_KEY_WORDS = 63;

/**
 * The titles, sorted, under every form in which people may type them. The titles that equal a text, and those that
 * start with it, are each a range of this list. This order is not that of the sort `title`, which compares numbers by
 * value; see {@link titleSortKey}.
 *
 *     keys   "rocky 2"   "rocky ii"   "roma"   ...      ascending; equal keys by number of the film
 *     films   812         812          97      ...      number of the film
 *     info   number of words of the key * 4 + article
 *     others places of the keys that are not a film's own; few (1,585 of 37,839 in the real data)
 */
export class TitleKeys {
  readonly keys: SortedStrings;
  readonly films: PackedNumbers;
  readonly #others: PackedNumbers;
  #ownPlaces: Uint32Array | undefined;
  readonly #info: Uint8Array;

  constructor(sections: SectionReader) {
    this.keys = new SortedStrings(sections.within('titles.keys'));
    this.films = readNumbers(sections, 'titles.films');
    this.#others = readNumbers(sections, 'titles.others');
    this.#info = sections.u8('titles.info');
  }

  static write(sections: SectionWriter, films: readonly IndexedFilm[]): void {
    const byKey = new TermLists();
    for (const [number, { forms }] of films.entries()) for (const { key } of forms.keys) byKey.add(key, number);
    const sorted = byKey.sorted();
    const { numbers } = sorted.lists;
    const keys = termsOfMembers(sorted);
    SortedStrings.write(sections.within('titles.keys'), keys);
    const others: number[] = [];
    const info = Uint8Array.from(keys, (key, place) => {
      const film = films[numbers[place]!]!;
      if (key !== film.key) others.push(place);
      const words = key === '' ? 0 : key.split(' ').length;
      return Math.min(words, MAX_KEY_WORDS) * 4 + ARTICLES.indexOf(film.forms.article);
    });
    writeNumbers(sections, 'titles.films', numbers);
    writeNumbers(sections, 'titles.others', others);
    sections.add('titles.info', info);
  }

  /** A film's own key: the words of its title without the leading article. */
  keyOf(film: number): string {
    return this.keys.at(this.#placeOf(film));
  }

  /** How many words the film's title has, without the leading article; at most {@link MAX_KEY_WORDS}. */
  wordsOf(film: number): number {
    return this.#info[this.#placeOf(film)]! >>> 2;
  }

  /** Whether the key at a place is the film's own. The other keys have other numerals or joined words. */
  isOwnKey(place: number): boolean {
    const others = this.#others;
    let low = 0;
    let high = others.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (others[middle]! < place) low = middle + 1;
      else high = middle;
    }
    return others[low] !== place;
  }

  /** How many words the key at a place has, at most {@link MAX_KEY_WORDS}. */
  wordsAt(place: number): number {
    return this.#info[place]! >>> 2;
  }

  hasArticle(place: number, article: (typeof ARTICLES)[number]): boolean {
    return ARTICLES[this.#info[place]! & 3] === article;
  }

  /** Whether the film's title, as written, begins with the article. */
  hasOwnArticle(film: number, article: (typeof ARTICLES)[number]): boolean {
    return this.hasArticle(this.#placeOf(film), article);
  }

  /** The place of a film's own key. All places are read when the first one is needed. */
  #placeOf(film: number): number {
    return (this.#ownPlaces ??= this.#readOwnPlaces())[film]!;
  }

  #readOwnPlaces(): Uint32Array {
    const others = this.#others;
    const ownPlaces = new Uint32Array(this.films.length - others.length);
    for (let place = 0, other = 0; place < this.films.length; place += 1) {
      if (others[other] === place) other += 1;
      else ownPlaces[this.films[place]!] = place;
    }
    return ownPlaces;
  }
}
