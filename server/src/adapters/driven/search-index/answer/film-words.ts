import type { FilmSummary } from '../../../../domain/film.ts';
import { MATCHED_FIELDS, type MatchedField, type MatchedWord } from '../../../../domain/film-query.ts';
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
    /** Whether the film has the word as written. False for another form of what is written, such as "2" for "II". */
    readonly isWritten: boolean;
    /** The place where the text begins in the title, the alternative title, the name or the genre. */
    readonly start: number;
  };

/** All words by which a film is found. They are the words that were indexed, in the order of their weight. */
export function wordsOfFilm(film: FilmTexts, scope: TypedText['scope']): FilmWord[] {
  const fields = scope === 'title' ? (['title', 'alternativeTitle'] as const) : MATCHED_FIELDS;
  return fields.flatMap((field) =>
    field === 'alternativeTitle'
      ? film.alternativeTitles.flatMap((title) => wordsIn(field, title, titleTokens))
      : valuesOf(film, field).flatMap((value) => wordsIn(field, value, FIELDS[field].tokensOf)),
  );
}

function wordsIn(field: MatchedField, value: string, tokensOf: TokensOf): FilmWord[] {
  const written = tokenize(value);
  return tokensOf(value, written).map(({ term, start, end }, i) => ({
    field,
    ...(!UNNAMED.includes(field) && { name: value }),
    term,
    text: value.slice(start, end),
    isWritten: i < written.length,
    start,
  }));
}

type TokensOf = (value: string, written: readonly Token[]) => readonly Token[];

/** For words of these fields, the value that a word is part of is not named. */
const UNNAMED: readonly MatchedField[] = ['title', 'genre', 'year'];
