import type { Film } from '../../../server/src/domain/film.ts';
import { foldedWords } from '../../relevance/engines/searched-text.ts';

/** The text that the peers search. All peers get the same words: lower case, without diacritics and punctuation. */
export type SearchedText = {
  readonly title: string;
  /** The cast and the directors. */
  readonly people: string;
  readonly genres: string;
  readonly synopsis: string;
};

export const FIELDS = ['title', 'people', 'genres', 'synopsis'] as const;

export function searchedText({ attributes }: Film): SearchedText {
  const { title, cast = [], directors = [], genres = [], extract = '' } = attributes;
  return {
    title: foldedWords(title),
    people: [...cast, ...directors].map(foldedWords).join(' '),
    genres: genres.map(foldedWords).join(' '),
    synopsis: foldedWords(extract),
  };
}
