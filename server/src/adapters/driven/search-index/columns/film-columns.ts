import { FILM_BOUNDS, type FilmSummary } from '../../../../domain/film.ts';
import { idFromTitle, idFromWords, IdWriter, MAX_ID_LENGTH } from './id-text.ts';
import { NAME_FIELDS, type NameField } from './fields.ts';
import type { FilmNames } from './film-names.ts';
import type { NumberedNames, Spelling } from './number-names.ts';
import type { IndexedFilm } from '../store/indexed-film.ts';
import { lowestOne, type Bits } from '../structures/bits.ts';
import { CommonPrefixes } from '../structures/common-prefixes.ts';
import type { Mutable } from '../structures/mutable.ts';
import { NameColumn } from '../structures/name-column.ts';
import { Offsets } from '../structures/offsets.ts';
import { readNumbers, writeNumbers, type PackedNumbers } from '../structures/packed-numbers.ts';
import type { SectionReader, SectionWriter } from '../structures/sections.ts';
import { TextColumn } from '../structures/text-column.ts';
import { ByteWriter, VarintReader } from '../structures/varint.ts';

/** A film's summary, and the numbers of its names, which are read with it. */
export type FilmRow = {
  readonly summary: FilmSummary;
  /** The numbers of the spellings of each field, in the film's own order. */
  readonly names: Readonly<Record<NameField, readonly number[]>>;
};

/** The names that occur in the films. */
export type NamesOfFilms = Readonly<Record<NameField, NumberedNames>>;

/** The order of the lists of names in a row. Genres come first, because their facet is then counted in less time. */
const ROW_FIELDS = NAME_FIELDS.toReversed();

const HAS_THUMBNAIL = 1;
const HAS_WIDTH = 2;
const HAS_HEIGHT = 4;
/**
 * With `ID_FROM_TITLE`, the id begins with the title, with dashes for spaces. With `ID_FROM_WORDS`, it begins with the
 * title's words. With neither flag, it is stored in full.
 */
const ID_FROM_TITLE = 8;
const ID_FROM_WORDS = 16;

/**
 * A film's row, by the film's number:
 *
 *     facts  | for each of ROW_FIELDS: names * 2 + r | name ... | flags | title length | id length |
 *            | [prefix of thumbnail] | [width] | [height] |        varints; r: see writeNames
 *     text   | title | the part of the id that does not follow from the title | thumbnail without its prefix |
 */
export class FilmColumns {
  readonly size: number;
  /** The year of each film, counted from the first allowed year. */
  readonly years: Uint8Array;
  /** 0 to 255; see `domain/fame/`. */
  readonly fame: Uint8Array;
  readonly #names: Readonly<Record<NameField, FilmNames>>;
  readonly #facts: VarintReader;
  readonly #factStarts: Offsets;
  readonly #texts: TextColumn;
  /**
   * An id is made when it is first used, and then kept. Making it took more than a third of the time of reading a
   * row.
   */
  readonly #ids: (string | undefined)[];
  readonly #idWriter = new IdWriter();
  readonly #prefixes: NameColumn;
  readonly #byId: PackedNumbers;
  readonly #versions: Map<number, number>;

  constructor(sections: SectionReader, names: Readonly<Record<NameField, FilmNames>>) {
    this.#names = names;
    this.years = sections.u8('films.years');
    this.fame = sections.u8('films.fame');
    this.size = this.years.length;
    this.#facts = new VarintReader(sections.u8('films.facts'));
    this.#factStarts = new Offsets(sections.within('films.factStarts'));
    this.#texts = new TextColumn(sections.within('films.text'));
    this.#prefixes = new NameColumn(sections.within('films.urlPrefixes'));
    this.#ids = new Array<string | undefined>(this.size);
    this.#byId = readNumbers(sections, 'films.byId');
    const edited = sections.u32('films.edited');
    const versions = sections.u32('films.versions');
    this.#versions = new Map(Array.from(edited, (film, i) => [film, versions[i]!]));
  }

  /** @param byId the numbers of the films in the order of their ids */
  static write(sections: SectionWriter, films: readonly IndexedFilm[], names: NamesOfFilms, byId: Uint32Array): void {
    const prefixes = CommonPrefixes.of(films.flatMap(({ summary }) => summary.thumbnail ?? []));
    const facts = new ByteWriter();
    const factStarts = new Uint32Array(films.length);
    const texts = films.map(({ summary }, i) => {
      factStarts[i] = facts.length;
      for (const field of ROW_FIELDS) writeNames(facts, names[field].ofFilms[i]!);
      return writeRow(facts, summary, prefixes);
    });
    const edited = films.flatMap(({ version }, i) => (version === 1 ? [] : [i]));
    sections.add(
      'films.years',
      Uint8Array.from(films, ({ summary }) => summary.year - FILM_BOUNDS.yearMin),
    );
    sections.add(
      'films.fame',
      Uint8Array.from(films, ({ fame }) => fame),
    );
    sections.add('films.facts', facts.finish());
    Offsets.write(sections.within('films.factStarts'), factStarts);
    TextColumn.write(sections.within('films.text'), texts);
    TextColumn.write(sections.within('films.urlPrefixes'), prefixes.list);
    writeNumbers(sections, 'films.byId', byId);
    sections.add('films.edited', Uint32Array.from(edited));
    sections.add(
      'films.versions',
      Uint32Array.from(edited, (i) => films[i]!.version),
    );
  }

  yearOf(film: number): number {
    return this.years[film]! + FILM_BOUNDS.yearMin;
  }

  versionOf(film: number): number {
    return this.#versions.get(film) ?? 1;
  }

  /** The number of the film with this id; -1 if there is none. */
  find(id: string): number {
    let low = 0;
    let high = this.size;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.idOf(this.#byId[middle]!) < id) low = middle + 1;
      else high = middle;
    }
    const film = this.#byId[low];
    return film !== undefined && this.idOf(film) === id ? film : -1;
  }

  idOf(film: number): string {
    return (this.#ids[film] ??= this.#readId(film));
  }

  #readId(film: number): string {
    const facts = this.#facts;
    facts.at = this.#factStarts.at(film);
    this.#skipNames();
    const flags = facts.next();
    const titleLength = facts.next();
    return this.#idFrom(film, flags, titleLength, facts.next());
  }

  /** Counts the names of the films in the tally of each of the fields. A film counts once for a name. */
  tally(films: Bits, fields: readonly NameField[]): void {
    const last = ROW_FIELDS.findLastIndex((field) => fields.includes(field));
    const lists = ROW_FIELDS.slice(0, last + 1).map((field) =>
      fields.includes(field) ? this.#names[field] : undefined,
    );
    for (let w = 0; w < films.length; w += 1) {
      for (let members = films[w]!; members !== 0; members &= members - 1) {
        this.#facts.at = this.#factStarts.at((w << 5) + lowestOne(members));
        for (const names of lists) {
          if (names) this.#tallyList(names);
          else this.#skipList();
        }
      }
    }
  }

  titleOf(film: number): string {
    const facts = this.#facts;
    facts.at = this.#factStarts.at(film);
    this.#skipNames();
    facts.next();
    return this.#texts.at(film).slice(0, facts.next());
  }

  summaryOf(film: number): FilmSummary {
    return this.rowOf(film).summary;
  }

  rowOf(film: number): FilmRow {
    const id = this.idOf(film);
    const facts = this.#facts;
    facts.at = this.#factStarts.at(film);
    // The fields are written out: making these two records in a loop takes three times as long.
    const names = { genre: this.#list(), director: this.#list(), cast: this.#list() } satisfies FilmRow['names'];
    const flags = facts.next();
    const titleLength = facts.next();
    const idLength = facts.next();
    const text = this.#texts.at(film);
    const summary: Mutable<FilmSummary> = {
      id,
      title: text.slice(0, titleLength),
      year: this.yearOf(film),
      cast: this.#textsOf('cast', names.cast),
      directors: this.#textsOf('director', names.director),
      genres: this.#textsOf('genre', names.genre),
    };
    if ((flags & HAS_THUMBNAIL) !== 0)
      summary.thumbnail = this.#prefixes.at(facts.next()) + text.slice(titleLength + idLength);
    if ((flags & HAS_WIDTH) !== 0) summary.thumbnailWidth = facts.next();
    if ((flags & HAS_HEIGHT) !== 0) summary.thumbnailHeight = facts.next();
    return { summary, names };
  }

  #idFrom(film: number, flags: number, titleLength: number, idLength: number): string {
    const texts = this.#texts;
    const year = this.yearOf(film);
    if ((flags & ID_FROM_TITLE) !== 0) {
      return this.#idWriter.fromTitle(texts.bytes, texts.startOf(film), titleLength, idLength, year);
    }
    const isFromWords = (flags & ID_FROM_WORDS) !== 0;
    const id =
      isFromWords && !texts.isWide(film)
        ? this.#idWriter.fromWords(texts.bytes, texts.startOf(film), titleLength, idLength, year)
        : undefined;
    if (id !== undefined) return id;
    const text = texts.at(film);
    const beginning = isFromWords ? idFromWords(text.slice(0, titleLength), year) : '';
    return beginning + text.slice(titleLength, titleLength + idLength);
  }

  #list(): number[] {
    return this.#facts.take(this.#facts.next() >>> 1);
  }

  #textsOf(field: NameField, spellings: readonly number[]): string[] {
    const { texts } = this.#names[field];
    const named = new Array<string>(spellings.length);
    for (let i = 0; i < named.length; i += 1) named[i] = texts.at(spellings[i]!);
    return named;
  }

  #skipNames(): void {
    for (let lists = ROW_FIELDS.length; lists > 0; lists -= 1) this.#skipList();
  }

  #skipList(): void {
    const facts = this.#facts;
    for (let left = facts.next() >>> 1; left > 0; left -= 1) facts.next();
  }

  #tallyList(names: FilmNames): void {
    const facts = this.#facts;
    const head = facts.next();
    const length = head >>> 1;
    if ((head & 1) === 1) {
      const distinct = new Set(facts.take(length).map((spelling) => names.nameOf(spelling)));
      for (const name of distinct) names.tally.add(name);
    } else {
      for (let left = length; left > 0; left -= 1) names.tally.add(facts.next());
    }
  }
}

/**
 * Writes the numbers of a film's spellings. The lowest bit of the count is 1 if the numbers cannot be counted as
 * different names, because the film repeats a name, or has a spelling that is not the first of its name.
 */
function writeNames(facts: ByteWriter, spellings: readonly Spelling[]): void {
  // Nearly all lists are short. For a short list this takes a tenth of the time that a set would take.
  const hasOthers = spellings.some(
    (spelling, i) => spelling.name.spellings[0] !== spelling || spellings.indexOf(spelling) < i,
  );
  facts.varint(spellings.length * 2 + (hasOthers ? 1 : 0));
  for (const { number } of spellings) facts.varint(number);
}

/** @returns the text that is stored beside the facts */
function writeRow(facts: ByteWriter, summary: FilmSummary, prefixes: CommonPrefixes): string {
  const { id, title, year, thumbnail, thumbnailWidth, thumbnailHeight } = summary;
  // eslint-disable-next-line no-control-regex -- the whole of ASCII is meant
  const isAscii = /^[\u0000-\u007f]*$/.test(title + (thumbnail ?? ''));
  const isShort = title.length <= FILM_BOUNDS.titleLength && id.length <= MAX_ID_LENGTH;
  let kind = ID_FROM_TITLE;
  let beginning = isAscii && isShort ? idFromTitle(title, year) : '';
  if (beginning === '' || !id.startsWith(beginning)) {
    kind = ID_FROM_WORDS;
    beginning = idFromWords(title, year);
  }
  const isFromTitle = id.startsWith(beginning);
  const idText = isFromTitle ? id.slice(beginning.length) : id;
  facts.varint(
    (isFromTitle ? kind : 0) |
      (thumbnail === undefined ? 0 : HAS_THUMBNAIL) |
      (thumbnailWidth === undefined ? 0 : HAS_WIDTH) |
      (thumbnailHeight === undefined ? 0 : HAS_HEIGHT),
  );
  facts.varint(title.length);
  facts.varint(idText.length);
  const prefix = thumbnail === undefined ? 0 : prefixes.numberFor(thumbnail);
  if (thumbnail !== undefined) facts.varint(prefix);
  if (thumbnailWidth !== undefined) facts.varint(thumbnailWidth);
  if (thumbnailHeight !== undefined) facts.varint(thumbnailHeight);
  return title + idText + (thumbnail?.slice(prefixes.list[prefix]?.length) ?? '');
}
