import type { DeclaredAttributes } from '../../../../domain/declared-attributes.ts';
import { PERSON_FIELDS, SEARCHED_FIELDS, type PersonField } from '../../../../domain/film-query.ts';
import { DICTIONARIES, FIELDS, NAME_FIELDS, recordOf, valuesOf, type Dictionary } from '../columns/fields.ts';
import { wordsOfFields, type WordsOfFields } from '../columns/field-words.ts';
import { AlternativeTitles } from '../columns/alternative-titles.ts';
import { AttributeColumns } from '../columns/attribute-columns.ts';
import { FilmColumns } from '../columns/film-columns.ts';
import { FilmNames } from '../columns/film-names.ts';
import { numberNames } from '../columns/number-names.ts';
import { INDEXED_FILM_KEYS, type IndexedFilm } from './indexed-film.ts';
import { GrowingLists } from '../structures/number-lists.ts';
import { Postings } from '../structures/postings.ts';
import { SectionWriter } from '../structures/sections.ts';
import { TermIndex } from '../structures/term-index.ts';
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
  const words = writeNames(sections, films, byId);
  for (const dictionary of DICTIONARIES) {
    const within = sections.within('words').within(dictionary);
    if (dictionary === 'alternative') AlternativeTitles.write(sections.within('alternatives'), within, films);
    else writeWords(within, dictionary, words, films.length);
  }
  for (const field of PERSON_FIELDS) writeByTerm(sections.within(field).within('byTerm'), words, field);
  AttributeColumns.write(sections, films, declared);
  const synopses = new SectionWriter();
  const chunks = new SynopsisChunks(films);
  SynopsisWords.write(synopses, films, words, chunks, synonyms);
  KnownNames.write(sections.within('knownNames'), synopses, films.length, chunks, known);
  return { sections, synopses };
}

/**
 * Writes the names and rows of films.
 *
 * @returns the words of all fields. Once they are known, the names are no longer needed and leave the memory
 */
function writeNames(sections: SectionWriter, films: readonly IndexedFilm[], byId: Uint32Array): WordsOfFields {
  const names = recordOf(NAME_FIELDS, (field) =>
    numberNames(films, ({ summary }) => valuesOf(summary, field), FIELDS[field].keyOf),
  );
  for (const field of NAME_FIELDS) FilmNames.write(sections.within(field), names[field], films.length);
  FilmColumns.write(sections, films, names, byId);
  return wordsOfFields(films, names);
}

function writeWords(
  sections: SectionWriter,
  dictionary: Dictionary,
  { terms: all, fields }: WordsOfFields,
  films: number,
): void {
  const filmsWith = new GrowingLists();
  const fieldsOfWords = SEARCHED_FIELDS.filter((field) => FIELDS[field].dictionary === dictionary);
  for (let film = 0; film < films; film += 1) {
    for (const field of fieldsOfWords) {
      const { words, ofFilms } = fields[field];
      for (const value of ofFilms[film]!) {
        const end = words.starts[value + 1]!;
        for (let at = words.starts[value]!; at < end; at += 1) filmsWith.add(words.numbers[at]!, film);
      }
    }
  }
  const { terms, order } = all[dictionary];
  TermIndex.write(sections, { terms, lists: filmsWith.inOrder(order) }, films);
}

/** Writes the spellings of the names that have each word of the dictionary. */
function writeByTerm(sections: SectionWriter, { terms, fields }: WordsOfFields, field: PersonField): void {
  const { starts, numbers } = fields[field].words;
  const spellings = starts.length - 1;
  const spellingsWith = new GrowingLists();
  for (let spelling = 0; spelling < spellings; spelling += 1) {
    for (let at = starts[spelling]!; at < starts[spelling + 1]!; at += 1) spellingsWith.add(numbers[at]!, spelling);
  }
  Postings.write(sections, spellingsWith.inOrder(terms[FIELDS[field].dictionary].order), spellings);
}
