import type { Film } from '../../../../domain/film.ts';
import { PERSON_FIELDS, SEARCHED_FIELDS, type PersonField, type SearchedField } from '../../../../domain/film-query.ts';
import { tokenize } from '../../../../domain/text/fold-text.ts';
import { DICTIONARIES, FIELDS, NAME_FIELDS, recordOf, valuesOf, type Dictionary } from '../columns/fields.ts';
import { FilmColumns } from '../columns/film-columns.ts';
import { FilmNames } from '../columns/film-names.ts';
import { addOnce, numberNames, type NumberedNames } from '../columns/number-names.ts';
import { INDEXED_FILM_KEYS, indexedFilm, type IndexedFilm, type UnratedFilm } from './indexed-film.ts';
import { Postings } from '../structures/postings.ts';
import { SectionWriter } from '../structures/sections.ts';
import { TermIndex } from '../structures/term-index.ts';
import { TermLists, type SortedTermLists } from '../structures/term-lists.ts';
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
  const names = recordOf(NAME_FIELDS, (field) =>
    numberNames(films, ({ summary }) => valuesOf(summary, field), FIELDS[field].keyOf),
  );
  for (const field of NAME_FIELDS) FilmNames.write(sections.within(field), names[field], films.length);
  FilmColumns.write(sections, films, names, byId);
  const { name } = writeWords(sections, films);
  for (const field of PERSON_FIELDS) {
    writeByTerm(sections.within(field).within('byTerm'), field, names[field], name.terms);
  }
  return sections;
}

/**
 * Writes the words of all fields, by dictionary. The words of a value are made once, however many films have the
 * value.
 */
function writeWords(sections: SectionWriter, films: readonly IndexedFilm[]): Record<Dictionary, SortedTermLists> {
  const lists = recordOf(DICTIONARIES, () => new TermLists());
  const listsOfValues = recordOf(SEARCHED_FIELDS, () => new Map<string, number[][]>());
  for (const [film, { summary }] of films.entries()) {
    for (const field of SEARCHED_FIELDS) {
      for (const value of valuesOf(summary, field)) {
        let listsOfValue = listsOfValues[field].get(value);
        if (!listsOfValue) {
          listsOfValue = termsOf(field, value).map((term) => lists[FIELDS[field].dictionary].of(term));
          listsOfValues[field].set(value, listsOfValue);
        }
        for (const list of listsOfValue) addOnce(list, film);
      }
    }
  }
  const sorted = recordOf(DICTIONARIES, (dictionary) => lists[dictionary].sorted());
  for (const dictionary of DICTIONARIES) {
    TermIndex.write(sections.within('words').within(dictionary), sorted[dictionary], films.length);
  }
  return sorted;
}

/** @param terms of the `name` dictionary */
function writeByTerm(
  sections: SectionWriter,
  field: PersonField,
  { spellings }: NumberedNames,
  terms: readonly string[],
): void {
  const spellingsWith = new TermLists();
  for (const { text, number } of spellings) {
    for (const term of termsOf(field, text)) addOnce(spellingsWith.of(term), number);
  }
  Postings.write(
    sections,
    terms.map((term) => spellingsWith.of(term)),
    spellings.length,
  );
}

function termsOf(field: SearchedField, value: string): string[] {
  return FIELDS[field].tokensOf(value, tokenize(value)).map(({ term }) => term);
}
