import { expectThat, type Json } from './expect.ts';

/** A film of a list of search results. */
export type ListedFilm = {
  readonly id: string;
  readonly title: string;
  readonly year: number;
  readonly cast: readonly string[];
  readonly directors: readonly string[];
  readonly genres: readonly string[];
};

/** The largest number of films that a search may list on one page. */
export const MOST = 100;

/** @returns the films of an answer of `GET /v1/films` */
export function filmsIn({ items }: Json): readonly ListedFilm[] {
  expectThat(Array.isArray(items), 'the answer has no list of items');
  return items as ListedFilm[];
}

/** Puts films that have a readable title, a cast and a genre before the others. */
export function easiestFirst(films: readonly ListedFilm[]): readonly ListedFilm[] {
  const parts = ({ title, cast, genres }: ListedFilm) =>
    [longestWord(title).length >= 4, cast.length > 0, genres.length > 0].filter(Boolean).length;
  return films.toSorted((a, b) => parts(b) - parts(a));
}

/** @returns the longest word of Latin letters; empty if there is none */
export function longestWord(title: string): string {
  const words = title.match(/[A-Za-z]+/g) ?? [];
  return words.toSorted((a, b) => b.length - a.length)[0] ?? '';
}

/** Whether two names differ at most in case, diacritics, punctuation and spaces, as `J. K. Simmons` and `JK Simmons`. */
export function isSameName(a: string, b: string): boolean {
  return lettersOf(a) === lettersOf(b);
}

function lettersOf(name: string): string {
  return name
    .normalize('NFKD')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '');
}
