import type { FilmSummary } from '../../../../domain/film.ts';
import { SEARCHED_FIELDS, type MatchedWord } from '../../../../domain/film-query.ts';
import { tokenize } from '../../../../domain/text/fold-text.ts';
import { FIELDS, valuesOf } from '../columns/fields.ts';
import type { TypedText } from '../match/query-plan.ts';

/** A word by which a film is found, and where the word comes from. */
export type FilmWord = Required<Pick<MatchedWord, 'field' | 'text'>> &
  Pick<MatchedWord, 'name'> & {
    readonly term: string;
    /** Whether the film has the word as written. False for another way to write what the film has. */
    readonly isWritten: boolean;
    /** The place where the text begins in the title, the name or the genre. */
    readonly start: number;
  };

/** All words by which a film is found. They are the words that were indexed. The title's words come first. */
export function wordsOfFilm(film: FilmSummary, scope: TypedText['scope']): FilmWord[] {
  const fields = scope === 'title' ? (['title'] as const) : SEARCHED_FIELDS;
  return fields.flatMap((field) => valuesOf(film, field).flatMap((value) => wordsIn(field, value)));
}

function wordsIn(field: FilmWord['field'], value: string): FilmWord[] {
  const { dictionary, tokensOf } = FIELDS[field];
  const written = tokenize(value);
  return tokensOf(value, written).map(({ term, start, end }, i) => ({
    field,
    ...(dictionary === 'name' && { name: value }),
    term,
    text: value.slice(start, end),
    isWritten: i < written.length,
    start,
  }));
}
