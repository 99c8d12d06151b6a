import type { IndexedFilm } from '../store/indexed-film.ts';

/** A name as written, that films have. */
export type FilmName = {
  readonly name: string;
  /** The films that have it, ascending. */
  readonly films: number[];
  /** Its place among all. */
  number: number;
};

/** All names that films have, in order; and for each film those that it has, as often as it has them. */
export type FilmNames = {
  readonly all: readonly FilmName[];
  readonly ofFilms: readonly (readonly FilmName[])[];
};

/** Numbers the names of films. Each is looked up once; from then on it is known by what it is, not by its text. */
export function numberNames(
  films: readonly IndexedFilm[],
  namesOf: (film: IndexedFilm) => readonly string[],
  inOrder: (a: FilmName, b: FilmName) => number,
): FilmNames {
  const known = new Map<string, FilmName>();
  const ofFilms = films.map((film, i) =>
    namesOf(film).map((name) => {
      let named = known.get(name);
      if (!named) {
        named = { name, films: [], number: 0 };
        known.set(name, named);
      }
      addOnce(named.films, i);
      return named;
    }),
  );
  const all = [...known.values()].sort(inOrder);
  for (const [number, named] of all.entries()) named.number = number;
  return { all, ofFilms };
}

/** Adds a member to an ascending list, unless it is its last one. */
export function addOnce(list: number[], member: number): void {
  if (list[list.length - 1] !== member) list.push(member);
}
