import type { Film } from '../../../../domain/film.ts';
import { genreKey, personKey } from '../../../../domain/text/keys.ts';
import { DICTIONARIES, FIELDS, type Dictionary } from '../columns/fields.ts';
import { FilmColumns } from '../columns/film-columns.ts';
import { FilmNames } from '../columns/film-names.ts';
import { addOnce, numberNames, type NumberedNames } from '../columns/number-names.ts';
import { INDEXED_FILM_KEYS, indexedFilm, type IndexedFilm, type UnratedFilm } from './indexed-film.ts';
import { Postings } from '../structures/postings.ts';
import { SectionWriter } from '../structures/sections.ts';
import { TermIndex } from '../structures/term-index.ts';
import { TermLists } from '../structures/term-lists.ts';
import { TitleKeys } from '../columns/title-keys.ts';
import { WholeTitles } from '../columns/whole-titles.ts';
import { FilmSorter, placesIn } from '../columns/film-order.ts';
import { SortColumns } from '../columns/sort-columns.ts';
import { fameOf } from '../../../../domain/fame/fame.ts';

/** Takes films one by one, keeps only what the index and the fame need, and makes the snapshot file. */
export class SnapshotBuilder {
  readonly #films = new Map<string, UnratedFilm>();

  /** If a film is added twice, the higher version counts. This happens when the table changes during its scan. */
  add({ id, version, attributes }: Film): void {
    if ((this.#films.get(id)?.version ?? 0) < version) this.#films.set(id, indexedFilm(id, version, attributes));
  }

  get size(): number {
    return this.#films.size;
  }

  /**
   * The snapshot's bytes; docs/search.md describes them. The same films give the same bytes, in whatever order they
   * are added.
   */
  finish(): Uint8Array {
    // Without a comparator, sort() compares by code unit and takes half the time.
    const films = [...this.#films.keys()].sort().map((id) => this.#films.get(id)!);
    const fame = fameOf(films.map(({ facts }) => facts));
    return writeSections(films.map((film, i) => ({ ...film, fame: fame[i]! }))).finish();
  }
}

/** @see SnapshotBuilder.finish */
export function buildSnapshot(films: Iterable<Film>): Uint8Array {
  const builder = new SnapshotBuilder();
  for (const film of films) builder.add(film);
  return builder.finish();
}

/**
 * The sections of a snapshot.
 *
 * @param unordered films with distinct ids, in any order
 */
export function writeSections(unordered: readonly IndexedFilm[]): SectionWriter {
  const sorter = new FilmSorter(unordered, INDEXED_FILM_KEYS);
  const order = sorter.inOrder('ties');
  const films = Array.from(order, (place) => unordered[place]!);
  const numbers = placesIn(order);
  const byTitle = sorter.inOrder('title').map((place) => numbers[place]!);
  const byId = sorter.inOrder('id').map((place) => numbers[place]!);
  const sections = new SectionWriter();
  TitleKeys.write(sections, films);
  WholeTitles.write(sections, films);
  SortColumns.write(sections, byTitle);
  const people = writePeople(sections, films);
  const genres = numberNames(films, ({ summary }) => summary.genres, genreKey);
  FilmNames.write(sections.within('genres'), genres, films.length);
  FilmColumns.write(sections, films, { people, genres }, byId);
  writeWords(sections, films);
  return sections;
}

/**
 * Writes the words of all fields, by dictionary. The words of a value are made once, however many films have the
 * value.
 */
function writeWords(sections: SectionWriter, films: readonly IndexedFilm[]): void {
  const words: Record<Dictionary, TermLists> = { title: new TermLists(), name: new TermLists(), fact: new TermLists() };
  const fields = Object.values(FIELDS).map((field) => ({ ...field, listsOfValues: new Map<string, number[][]>() }));
  for (const [film, { summary }] of films.entries()) {
    for (const { dictionary, valuesOf, termsOf, listsOfValues } of fields) {
      for (const value of valuesOf(summary)) {
        let lists = listsOfValues.get(value);
        if (!lists) {
          lists = termsOf(value).map((term) => words[dictionary].of(term));
          listsOfValues.set(value, lists);
        }
        for (const list of lists) addOnce(list, film);
      }
    }
  }
  for (const dictionary of DICTIONARIES) {
    TermIndex.write(sections.within('words').within(dictionary), words[dictionary].sorted(), films.length);
  }
}

function writePeople(sections: SectionWriter, films: readonly IndexedFilm[]): NumberedNames {
  const people = numberNames(films, ({ summary }) => FIELDS.cast.valuesOf(summary), personKey);
  const spellingsWith = new TermLists();
  for (const { text, number } of people.spellings) {
    for (const term of FIELDS.cast.termsOf(text)) addOnce(spellingsWith.of(term), number);
  }
  FilmNames.write(sections.within('people'), people, films.length);
  Postings.write(sections.within('people.byTerm'), spellingsWith.sorted().lists, people.spellings.length);
  return people;
}
