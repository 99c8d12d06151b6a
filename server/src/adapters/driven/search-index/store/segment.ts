import { FilmColumns } from '../columns/film-columns.ts';
import { BitArena } from '../structures/bit-arena.ts';
import { addRange, bitWords, hasBit, removeBit, type Bits } from '../structures/bits.ts';
import { Postings } from '../structures/postings.ts';
import type { SectionReader } from '../structures/sections.ts';
import { SortedStrings } from '../structures/sorted-strings.ts';
import { Tally } from '../structures/tally.ts';
import { TermIndex } from '../structures/term-index.ts';
import { TitleKeys } from '../columns/title-keys.ts';
import { WholeTitles } from '../columns/whole-titles.ts';
import { FilmYears } from '../columns/film-years.ts';
import { SortColumns } from '../columns/sort-columns.ts';

/**
 * One immutable part of the index, opened over the sections of a snapshot; all that can change is which of its films are
 * still current. Not for two queries at once: they share scratch space.
 */
export class Segment {
  readonly size: number;
  readonly films: FilmColumns;
  readonly titles: TitleKeys;
  readonly wholeTitles: WholeTitles;
  readonly orders: SortColumns;
  readonly years: FilmYears;
  /** Words of titles, of names, and of genres and years. */
  readonly title: TermIndex;
  readonly cast: TermIndex;
  readonly fact: TermIndex;
  /** For each word of `cast` the people who have it. */
  readonly peopleByTerm: Postings;
  readonly filmsOfPerson: Postings;
  /** People by folded name, then name. */
  readonly peopleByKey: Uint32Array;
  readonly genreKeys: SortedStrings;
  readonly filmsOfGenre: Postings;
  /** Scratch sets of films, and of people. */
  readonly filmSets: BitArena;
  readonly peopleSets: BitArena;
  /** The numbers of people by name, -1 for nobody, as far as they were asked for: of each edited film again and again. */
  readonly personNumbers = new Map<string, number>();
  readonly genreTally: Tally;
  readonly peopleTally: Tally;
  readonly #live: Bits;
  #liveCount: number;

  /** @throws MarqueeError `snapshot-damaged` when one is missing */
  constructor(sections: SectionReader) {
    this.films = new FilmColumns(sections);
    this.titles = new TitleKeys(sections);
    this.wholeTitles = new WholeTitles(sections, (film) => this.films.titleOf(film));
    this.orders = new SortColumns(sections, this.films);
    this.years = new FilmYears(this.orders.filmsBy('year'), this.films.years);
    this.title = new TermIndex(sections.within('title'));
    this.cast = new TermIndex(sections.within('cast'));
    this.fact = new TermIndex(sections.within('fact'));
    this.peopleByTerm = new Postings(sections.within('people.byTerm'));
    this.filmsOfPerson = new Postings(sections.within('people.films'));
    this.peopleByKey = sections.u32('people.byKey');
    this.genreKeys = new SortedStrings(sections.within('genres.keys'));
    this.filmsOfGenre = new Postings(sections.within('genres.films'));
    this.size = this.films.size;
    this.filmSets = new BitArena(this.size);
    this.peopleSets = new BitArena(this.filmsOfPerson.size);
    this.genreTally = new Tally(this.filmsOfGenre.size);
    this.peopleTally = new Tally(this.filmsOfPerson.size);
    this.#live = new Int32Array(bitWords(this.size));
    addRange(this.#live, 0, this.size);
    this.#liveCount = this.size;
  }

  /** Films that are current: not edited or deleted since. */
  get liveCount(): number {
    return this.#liveCount;
  }

  get live(): Bits {
    return this.#live;
  }

  isLive(film: number): boolean {
    return hasBit(this.#live, film);
  }

  /** Takes a film out of every answer: it has been edited or deleted. */
  retire(film: number): void {
    if (!this.isLive(film)) return;
    removeBit(this.#live, film);
    this.#liveCount -= 1;
  }
}
