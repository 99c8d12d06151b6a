import type { DeclaredAttributes } from '../../../../domain/declared-attributes.ts';
import { PERSON_FIELDS, SEARCHED_FIELDS } from '../../../../domain/film-query.ts';
import { DICTIONARIES, FIELDS, NAME_FIELDS, recordOf, valuesOf, type Dictionary } from '../columns/fields.ts';
import { wordsOfFields, type WordsOfFields } from '../columns/field-words.ts';
import { AlternativeTitles, numberAlternativeTitles, type AlternativeTitle } from '../columns/alternative-titles.ts';
import { AttributeColumns } from '../columns/attribute-columns.ts';
import { FilmColumns } from '../columns/film-columns.ts';
import { FilmNames } from '../columns/film-names.ts';
import { addOnce, numberNames } from '../columns/number-names.ts';
import { INDEXED_FILM_KEYS, type IndexedFilm } from './indexed-film.ts';
import { Postings } from '../structures/postings.ts';
import { SectionWriter } from '../structures/sections.ts';
import { TermIndex } from '../structures/term-index.ts';
import { TermLists, type SortedTermLists } from '../structures/term-lists.ts';
import { TitleKeys } from '../columns/title-keys.ts';
import { WholeTitles } from '../columns/whole-titles.ts';
import { FilmSorter, placesIn } from '../columns/film-order.ts';
import { SortColumns } from '../columns/sort-columns.ts';
import { KnownNames } from '../columns/known-names.ts';
import { SynopsisChunks } from '../columns/synopsis-chunks.ts';
import { SynopsisWords } from '../columns/synopsis-words.ts';
import { NO_SYNONYMS, type Synonyms } from '../../../../domain/text/synonyms.ts';

/**
 * The section of the second file that holds the checksum of the first file. It shows that both files belong to one
 * snapshot.
 */
export const SNAPSHOT_CHECKSUM = 'snapshot';

/** The sections of a segment: those that every search needs, and those with which synopses are searched. */
export type SegmentSections = { readonly sections: SectionWriter; readonly synopses: SectionWriter };

/**
 * The sections of a snapshot.
 *
 * @param unordered films with distinct ids, in any order
 * @param options `known`: see {@link KnownNames.write}
 */
export function writeSections(
  unordered: readonly IndexedFilm[],
  declared: DeclaredAttributes,
  { synonyms = NO_SYNONYMS, known }: { readonly synonyms?: Synonyms; readonly known?: KnownNames } = {},
): SegmentSections {
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
  const words = wordsOfFields(films, names);
  const alternatives = numberAlternativeTitles(films);
  const { name, alternative } = writeWords(sections, films.length, words, alternatives);
  AlternativeTitles.write(sections.within('alternatives'), alternatives, alternative.terms);
  for (const field of PERSON_FIELDS) {
    writeByTerm(sections.within(field).within('byTerm'), words[field].terms, name.terms);
  }
  AttributeColumns.write(sections, films, declared);
  const synopses = new SectionWriter();
  const chunks = new SynopsisChunks(films);
  SynopsisWords.write(synopses, films, words, chunks, synonyms);
  KnownNames.write(sections.within('knownNames'), synopses, films.length, chunks, known);
  return { sections, synopses };
}

/** Writes the words of all fields, by dictionary. */
function writeWords(
  sections: SectionWriter,
  films: number,
  words: WordsOfFields,
  alternatives: readonly AlternativeTitle[],
): Record<Dictionary, SortedTermLists> {
  const lists = recordOf(DICTIONARIES, () => new TermLists());
  const listsOfValues = recordOf(SEARCHED_FIELDS, (field) =>
    words[field].terms.map((terms) => terms.map((term) => lists[FIELDS[field].dictionary].of(term))),
  );
  for (let film = 0; film < films; film += 1) {
    for (const field of SEARCHED_FIELDS) {
      for (const value of words[field].ofFilms[film]!) {
        for (const list of listsOfValues[field][value]!) addOnce(list, film);
      }
    }
  }
  for (const title of alternatives) for (const term of title.terms) addOnce(lists.alternative.of(term), title.film);
  const sorted = recordOf(DICTIONARIES, (dictionary) => lists[dictionary].sorted());
  for (const dictionary of DICTIONARIES) {
    TermIndex.write(sections.within('words').within(dictionary), sorted[dictionary], films);
  }
  return sorted;
}

/** @param terms of the `name` dictionary */
function writeByTerm(
  sections: SectionWriter,
  ofSpellings: readonly (readonly string[])[],
  terms: readonly string[],
): void {
  const spellingsWith = new TermLists();
  for (const [spelling, ofOne] of ofSpellings.entries()) {
    for (const term of ofOne) addOnce(spellingsWith.of(term), spelling);
  }
  Postings.write(
    sections,
    terms.map((term) => spellingsWith.of(term)),
    ofSpellings.length,
  );
}
