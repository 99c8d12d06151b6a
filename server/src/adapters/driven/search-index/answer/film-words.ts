import type { FilmSummary } from '../../../../domain/film.ts';
import {
  SEARCHED_FIELDS,
  type MatchedField,
  type MatchedWord,
  type SearchedField,
} from '../../../../domain/film-query.ts';
import { tokenize } from '../../../../domain/text/fold-text.ts';
import { titleTokens } from '../../../../domain/text/searchable-words.ts';
import type { Token } from '../../../../domain/text/tokens.ts';
import { FIELDS, valuesOf } from '../columns/fields.ts';
import type { TypedText } from '../match/query-plan.ts';

/** The texts in which a film has the words by which it is found. */
export type FilmTexts = FilmSummary & { readonly alternativeTitles: readonly string[] };

/** A word by which a film is found, and where the word comes from. */
export type FilmWord = Required<Pick<MatchedWord, 'field' | 'text'>> &
  Pick<MatchedWord, 'name'> & {
    readonly term: string;
    /** Whether the film has the word as written. False for another way to write what the film has. */
    readonly isWritten: boolean;
    /** The place where the text begins in the title, the alternative title, the name or the genre. */
    readonly start: number;
  };

/** All words by which a film is found. They are the words that were indexed, in the order of their weight. */
export function wordsOfFilm(film: FilmTexts, scope: TypedText['scope']): FilmWord[] {
  const [first, ...others] = SEARCHED_FIELDS;
  return [
    ...wordsOfField(film, first),
    ...film.alternativeTitles.flatMap((title) => wordsIn('alternativeTitle', title, titleTokens)),
    ...(scope === 'title' ? [] : others.flatMap((field) => wordsOfField(film, field))),
  ];
}

function wordsOfField(film: FilmTexts, field: SearchedField): FilmWord[] {
  return valuesOf(film, field).flatMap((value) => wordsIn(field, value, FIELDS[field].tokensOf));
}

function wordsIn(field: MatchedField, value: string, tokensOf: TokensOf): FilmWord[] {
  const written = tokenize(value);
  return tokensOf(value, written).map(({ term, start, end }, i) => ({
    field,
    ...(HAS_NAME[field] && { name: value }),
    term,
    text: value.slice(start, end),
    isWritten: i < written.length,
    start,
  }));
}

type TokensOf = (value: string, written: readonly Token[]) => readonly Token[];

/** The fields with several values, in which a word is found together with the value that it is part of. */
const HAS_NAME: Readonly<Record<MatchedField, boolean>> = {
  title: false,
  alternativeTitle: true,
  cast: true,
  director: true,
  genre: false,
  year: false,
};
