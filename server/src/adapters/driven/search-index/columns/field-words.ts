import { SEARCHED_FIELDS, type SearchedField } from '../../../../domain/film-query.ts';
import { tokenize } from '../../../../domain/text/fold-text.ts';
import type { IndexedFilm } from '../store/indexed-film.ts';
import { FIELDS, isNameField, recordOf, valuesOf } from './fields.ts';
import type { NamesOfFilms } from './film-columns.ts';

/** The values of a field, each with a number, so that its words are computed once, however many films have it. */
type FieldWords = {
  /** The words by which each value is found. A word may be repeated. */
  readonly terms: readonly (readonly string[])[];
  /** The numbers of the values of each film. */
  readonly ofFilms: readonly (readonly number[])[];
};

/** The words of all fields. The numbers of names are those of their spellings. */
export type WordsOfFields = Readonly<Record<SearchedField, FieldWords>>;

export function wordsOfFields(films: readonly IndexedFilm[], names: NamesOfFilms): WordsOfFields {
  return recordOf(SEARCHED_FIELDS, (field) => {
    if (field === 'title') return { terms: films.map(({ terms }) => terms), ofFilms: films.map((_, film) => [film]) };
    if (!isNameField(field))
      return numberValues(
        films.map(({ summary }) => valuesOf(summary, field)),
        field,
      );
    const { spellings, ofFilms } = names[field];
    return {
      terms: spellings.map(({ text }) => termsOf(field, text)),
      ofFilms: ofFilms.map((ofFilm) => ofFilm.map(({ number }) => number)),
    };
  });
}

function numberValues(valuesOfFilms: readonly (readonly string[])[], field: SearchedField): FieldWords {
  const numbers = new Map<string, number>();
  const ofFilms = valuesOfFilms.map((values) =>
    values.map((value) => {
      const number = numbers.get(value) ?? numbers.size;
      numbers.set(value, number);
      return number;
    }),
  );
  return { terms: Array.from(numbers.keys(), (value) => termsOf(field, value)), ofFilms };
}

function termsOf(field: SearchedField, value: string): string[] {
  return FIELDS[field].tokensOf(value, tokenize(value)).map(({ term }) => term);
}
