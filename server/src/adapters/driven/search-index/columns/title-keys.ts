import type { IndexedFilm } from '../store/indexed-film.ts';
import type { SectionReader, SectionWriter } from '../structures/sections.ts';
import { SortedStrings } from '../structures/sorted-strings.ts';
import { byCodeUnit } from '../structures/by-code-unit.ts';

const ARTICLES = ['', 'the', 'a', 'an'] as const;
/** Word counts above this count as this; six bits beside the two of the article. */
export const MAX_KEY_WORDS = 63;

/**
 * The titles in order, under every form that they may be typed in: what a title is or how it starts is a range of this
 * list, and its order is that of titles.
 *
 *     keys   "rocky 2"   "rocky ii"   "roma"   ...      ascending; equal keys by year, then id
 *     films   812         812          97      ...      number of the film
 *     info   words of the key * 4 + article
 *     ranks  for each film the place of its own key
 */
export class TitleKeys {
  readonly keys: SortedStrings;
  readonly films: Uint32Array;
  readonly ranks: Uint32Array;
  readonly #info: Uint8Array;

  constructor(sections: SectionReader) {
    this.keys = new SortedStrings(sections.within('titles.keys'));
    this.films = sections.u32('titles.films');
    this.ranks = sections.u32('titles.ranks');
    this.#info = sections.u8('titles.info');
  }

  static write(sections: SectionWriter, films: readonly IndexedFilm[]): void {
    const entries = films
      .flatMap((film, number) => film.forms.keys.map(({ key, words }) => ({ key, words, film, number })))
      .sort(
        (a, b) =>
          byCodeUnit(a.key, b.key) ||
          a.film.summary.year - b.film.summary.year ||
          byCodeUnit(a.film.summary.id, b.film.summary.id),
      );
    SortedStrings.write(
      sections.within('titles.keys'),
      entries.map(({ key }) => key),
    );
    const ranks = new Uint32Array(films.length);
    const info = new Uint8Array(entries.length);
    for (const [place, { key, words, film, number }] of entries.entries()) {
      if (key === film.key) ranks[number] = place;
      info[place] = Math.min(words, MAX_KEY_WORDS) * 4 + ARTICLES.indexOf(film.forms.article);
    }
    sections.add(
      'titles.films',
      Uint32Array.from(entries, ({ number }) => number),
    );
    sections.add('titles.ranks', ranks);
    sections.add('titles.info', info);
  }

  /** A film's own key, which sorts it among titles. */
  keyOf(film: number): string {
    return this.keys.at(this.ranks[film]!);
  }

  /** How many words the film's title has, the leading article left out; at most {@link MAX_KEY_WORDS}. */
  wordsOf(film: number): number {
    return this.#info[this.ranks[film]!]! >>> 2;
  }

  /** How many words the key at a place has, at most {@link MAX_KEY_WORDS}. */
  wordsAt(place: number): number {
    return this.#info[place]! >>> 2;
  }

  hasArticle(place: number, article: (typeof ARTICLES)[number]): boolean {
    return (this.#info[place]! & 3) === ARTICLES.indexOf(article);
  }
}
