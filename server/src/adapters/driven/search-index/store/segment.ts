import { FilmColumns } from '../columns/film-columns.ts';
import { FilmNames } from '../columns/film-names.ts';
import { BitArena } from '../structures/bit-arena.ts';
import { addRange, bitWords, hasBit, removeBit, type Bits } from '../structures/bits.ts';
import { Postings } from '../structures/postings.ts';
import type { SectionReader } from '../structures/sections.ts';
import type { Dictionary } from '../columns/fields.ts';
import { TermIndex } from '../structures/term-index.ts';
import { TitleKeys } from '../columns/title-keys.ts';
import { WholeTitles } from '../columns/whole-titles.ts';
import { FilmYears } from '../columns/film-years.ts';
import { SortColumns } from '../columns/sort-columns.ts';

/**
 * One immutable part of the index, opened over the sections of a snapshot. Only the set of its current films changes.
 * Two queries must not use it at once, because they share scratch space.
 */
export class Segment {
  readonly size: number;
  readonly films: FilmColumns;
  readonly titles: TitleKeys;
  readonly wholeTitles: WholeTitles;
  readonly orders: SortColumns;
  readonly years: FilmYears;
  /** The words of each dictionary, with the films that have them. */
  readonly words: Readonly<Record<Dictionary, TermIndex>>;
  readonly people: FilmNames;
  readonly genres: FilmNames;
  /** For each word of names, the spellings of people that contain it. */
  readonly peopleByTerm: Postings;
  /** Scratch sets of films, and of the spellings of people. */
  readonly filmSets: BitArena;
  readonly peopleSets: BitArena;
  readonly #live: Bits;
  #liveCount: number;

  /** @throws MarqueeError `snapshot-damaged` if a section is missing */
  constructor(sections: SectionReader) {
    this.people = new FilmNames(sections.within('people'));
    this.genres = new FilmNames(sections.within('genres'));
    this.films = new FilmColumns(sections, this.genres, this.people);
    this.size = this.films.size;
    this.titles = new TitleKeys(sections);
    this.wholeTitles = new WholeTitles(sections, (film) => this.films.titleOf(film));
    this.orders = new SortColumns(sections, this.films.years);
    this.years = new FilmYears(() => this.orders.filmsBy('year'), this.films.years);
    const wordsOf = (dictionary: Dictionary) => new TermIndex(sections.within('words').within(dictionary));
    this.words = { title: wordsOf('title'), name: wordsOf('name'), fact: wordsOf('fact') };
    this.peopleByTerm = new Postings(sections.within('people.byTerm'));
    this.filmSets = new BitArena(this.size);
    this.peopleSets = new BitArena(this.people.size);
    this.#live = new Int32Array(bitWords(this.size));
    addRange(this.#live, 0, this.size);
    this.#liveCount = this.size;
  }

  /** How many films are current: neither edited nor deleted since. */
  get liveCount(): number {
    return this.#liveCount;
  }

  get live(): Bits {
    return this.#live;
  }

  isLive(film: number): boolean {
    return hasBit(this.#live, film);
  }

  /** Removes a film from every answer, because it was edited or deleted. */
  retire(film: number): void {
    if (!this.isLive(film)) return;
    removeBit(this.#live, film);
    this.#liveCount -= 1;
  }
}
