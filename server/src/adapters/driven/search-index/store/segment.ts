import { AlternativeTitles } from '../columns/alternative-titles.ts';
import { AttributeColumns } from '../columns/attribute-columns.ts';
import { FilmColumns } from '../columns/film-columns.ts';
import { FilmNames } from '../columns/film-names.ts';
import { isAttributeSort, PERSON_FIELDS, readAttributeSort, type PersonField } from '../../../../domain/film-query.ts';
import type { DeclaredAttributes } from '../../../../domain/declared-attributes.ts';
import type { ListedSort } from '../columns/film-order.ts';
import type { PackedNumbers } from '../structures/packed-numbers.ts';
import { BitArena } from '../structures/bit-arena.ts';
import { addRange, bitWords, hasBit, removeBit, type Bits } from '../structures/bits.ts';
import { Postings } from '../structures/postings.ts';
import type { SectionReader } from '../structures/sections.ts';
import { DICTIONARIES, NAME_FIELDS, recordOf, type Dictionary, type NameField } from '../columns/fields.ts';
import { KnownNames } from '../columns/known-names.ts';
import { SynopsisWords } from '../columns/synopsis-words.ts';
import { TermIndex } from '../structures/term-index.ts';
import { TitleKeys } from '../columns/title-keys.ts';
import { WholeTitles } from '../columns/whole-titles.ts';
import { FilmYears } from '../columns/film-years.ts';
import { SortColumns } from '../columns/sort-columns.ts';

/**
 * A part of the index, opened over the sections of a snapshot. It is immutable except for the set of its current films.
 * Two queries must not use it at the same time, because they would share its scratch sets.
 */
export class Segment {
  readonly size: number;
  readonly films: FilmColumns;
  readonly titles: TitleKeys;
  readonly wholeTitles: WholeTitles;
  readonly alternatives: AlternativeTitles;
  readonly #orders: SortColumns;
  readonly years: FilmYears;
  readonly attributes: AttributeColumns;
  /** The words of each dictionary, with the films that have them. */
  readonly words: Readonly<Record<Dictionary, TermIndex>>;
  /** The names of each field, with the films that have them. */
  readonly names: Readonly<Record<NameField, FilmNames>>;
  /** The names that many synopses mention. */
  readonly knownNames: KnownNames;
  /** For each word of names, the spellings of people that contain it. */
  readonly peopleByTerm: Readonly<Record<PersonField, Postings>>;
  /** Scratch sets of films, and of the spellings of people. */
  readonly filmSets: BitArena;
  readonly peopleSets: BitArena;
  /** The words of synopses and of all other fields. Absent until {@link openSynopses}. */
  synopses: SynopsisWords | undefined;
  readonly #live: Bits;
  #liveCount: number;

  /** @throws MarqueeError `snapshot-damaged` if a section is missing, or `snapshot-of-other-declaration` */
  constructor(sections: SectionReader, declared: DeclaredAttributes) {
    this.names = recordOf(NAME_FIELDS, (field) => new FilmNames(sections.within(field)));
    this.films = new FilmColumns(sections, this.names);
    this.size = this.films.size;
    this.titles = new TitleKeys(sections);
    this.wholeTitles = new WholeTitles(sections, (film) => this.films.titleOf(film));
    this.alternatives = new AlternativeTitles(sections.within('alternatives'));
    this.#orders = new SortColumns(sections, this.films.years);
    this.years = new FilmYears(() => this.#orders.filmsBy('year'), this.films.years);
    this.attributes = new AttributeColumns(sections, declared, this.size);
    this.words = recordOf(DICTIONARIES, (dictionary) => new TermIndex(sections.within('words').within(dictionary)));
    this.knownNames = new KnownNames(sections.within('knownNames'));
    this.peopleByTerm = recordOf(PERSON_FIELDS, (field) => new Postings(sections.within(field).within('byTerm')));
    this.filmSets = new BitArena(this.size);
    this.peopleSets = new BitArena(Math.max(...PERSON_FIELDS.map((field) => this.names[field].size)));
    this.#live = new Int32Array(bitWords(this.size));
    addRange(this.#live, 0, this.size);
    this.#liveCount = this.size;
  }

  /**
   * @param sections the sections for the synopses of this segment's films, which must be in the same order
   * @throws MarqueeError `snapshot-damaged` if a section is missing
   */
  openSynopses(sections: SectionReader): void {
    this.knownNames.openMentions(sections);
    this.synopses = new SynopsisWords(sections, this.size);
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

  /** The numbers of all films in the order of a sort. */
  filmsBy(sort: ListedSort): PackedNumbers {
    if (!isAttributeSort(sort)) return this.#orders.filmsBy(sort);
    const { name, order } = readAttributeSort(sort);
    return this.attributes.orderOf(name).filmsBy(order);
  }

  /** For each film, its place in {@link filmsBy}. */
  placesBy(sort: ListedSort): Uint32Array {
    if (!isAttributeSort(sort)) return this.#orders.placesBy(sort);
    const { name, order } = readAttributeSort(sort);
    return this.attributes.orderOf(name).placesBy(order);
  }

  /** Removes a film from every answer, because it was edited or deleted. */
  retire(film: number): void {
    if (!this.isLive(film)) return;
    removeBit(this.#live, film);
    this.#liveCount -= 1;
  }
}
