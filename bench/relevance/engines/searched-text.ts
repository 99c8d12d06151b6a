import type { Film } from '../../../server/src/domain/film.ts';
import { termsOf } from '../../../server/src/domain/text/fold-text.ts';

/** The text that the peers search. All peers get the same words: lower case, without diacritics and punctuation. */
export type SearchedText = {
  readonly title: string;
  readonly cast: string;
  readonly genres: string;
  readonly year: string;
};

export function searchedText({
  attributes: { title, cast = [], directors = [], genres = [], year },
}: Film): SearchedText {
  return {
    title: foldedWords(title),
    cast: [...cast, ...directors].map(foldedWords).join(' '),
    genres: genres.map(foldedWords).join(' '),
    year: String(year),
  };
}

export function foldedWords(text: string): string {
  return termsOf(text).join(' ');
}
