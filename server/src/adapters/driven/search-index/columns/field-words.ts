import { SEARCHED_FIELDS, type SearchedField } from '../../../../domain/film-query.ts';
import { tokenize } from '../../../../domain/text/fold-text.ts';
import type { IndexedFilm } from '../store/indexed-film.ts';
import { packLists, type NumberLists } from '../structures/number-lists.ts';
import { TermNumbers, type SortedTerms } from '../structures/term-lists.ts';
import { DICTIONARIES, FIELDS, isNameField, recordOf, valuesOf, type Dictionary } from './fields.ts';
import type { NamesOfFilms } from './film-columns.ts';

/** The values of a field, each with a number, so that its words are computed once, however many films have it. */
export type FieldWords = {
  /** The words by which each value is found, as their numbers in the dictionary. A word may be repeated. */
  readonly words: NumberLists;
  /** The numbers of the values of each film. */
  readonly ofFilms: readonly (readonly number[])[];
};

/** The words of all fields. The numbers of names are those of their spellings. */
export type WordsOfFields = {
  /** The words of the fields of each dictionary. No field has the dictionary `alternative`. */
  readonly terms: Readonly<Record<Dictionary, SortedTerms>>;
  readonly fields: Readonly<Record<SearchedField, FieldWords>>;
};

export function wordsOfFields(films: readonly IndexedFilm[], names: NamesOfFilms): WordsOfFields {
  const numbers = recordOf(DICTIONARIES, () => new TermNumbers());
  const fields = recordOf(SEARCHED_FIELDS, (field): FieldWords => {
    const { dictionary, tokensOf } = FIELDS[field];
    const numbered = (terms: readonly string[]) => terms.map((term) => numbers[dictionary].of(term));
    const wordsOf = (value: string) => numbered(tokensOf(value, tokenize(value)).map(({ term }) => term));
    if (field === 'title') {
      return { words: packLists(films, ({ terms }) => numbered(terms)), ofFilms: films.map((_, film) => [film]) };
    }
    if (!isNameField(field)) {
      const { values, ofFilms } = numberValues(films.map(({ summary }) => valuesOf(summary, field)));
      return { words: packLists(values, wordsOf), ofFilms };
    }
    const { spellings, ofFilms } = names[field];
    return {
      words: packLists(spellings, ({ text }) => wordsOf(text)),
      ofFilms: ofFilms.map((ofFilm) => ofFilm.map(({ number }) => number)),
    };
  });
  return { terms: recordOf(DICTIONARIES, (dictionary) => numbers[dictionary].sorted()), fields };
}

function numberValues(valuesOfFilms: readonly (readonly string[])[]) {
  const numbers = new Map<string, number>();
  const ofFilms = valuesOfFilms.map((values) =>
    values.map((value) => {
      const number = numbers.get(value) ?? numbers.size;
      numbers.set(value, number);
      return number;
    }),
  );
  return { values: [...numbers.keys()], ofFilms };
}
