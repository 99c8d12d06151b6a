import { byCodeUnit } from '../structures/by-code-unit.ts';

/** One way in which films write a name. */
export type Spelling = {
  readonly text: string;
  /** The films that have this spelling, ascending. */
  readonly films: number[];
  /** Its number among all spellings. */
  number: number;
  readonly name: Name;
};

/** A person or a genre, with all its spellings. */
type Name = {
  readonly key: string;
  /** The most frequent spelling comes first. */
  spellings: Spelling[];
  /** How many films have any of the spellings. */
  size: number;
};

/** All names of one kind, and the spellings of each film, in the film's own order. */
export type NumberedNames = {
  readonly all: readonly Name[];
  /** All spellings, ordered by their numbers. */
  readonly spellings: readonly Spelling[];
  readonly ofFilms: readonly (readonly Spelling[])[];
};

/**
 * Numbers the spellings of the films' names. The name that is in the most films comes first, and its spellings are
 * neighbours.
 *
 * @param namesOf returns the names of a film, as written
 * @param keyOf returns equal keys for two spellings of one name
 */
export function numberNames<Film>(
  films: readonly Film[],
  namesOf: (film: Film) => readonly string[],
  keyOf: (text: string) => string,
): NumberedNames {
  const spellings = new Map<string, Spelling>();
  const names = new Map<string, Name>();
  const ofFilms = films.map((film, i) =>
    namesOf(film).map((text) => {
      let spelling = spellings.get(text);
      if (spelling) addOnce(spelling.films, i);
      else {
        spelling = { text, films: [i], number: 0, name: nameWith(keyOf(text), names) };
        addSpelling(spelling);
        spellings.set(text, spelling);
      }
      return spelling;
    }),
  );
  for (const name of names.values()) {
    name.size = sizeOf(name.spellings);
    name.spellings.sort((a, b) => b.films.length - a.films.length || byCodeUnit(a.text, b.text));
  }
  const all = [...names.values()].sort((a, b) => b.size - a.size || byCodeUnit(a.key, b.key));
  const inOrder = all.flatMap((name) => name.spellings);
  for (const [number, spelling] of inOrder.entries()) spelling.number = number;
  return { all, spellings: inOrder, ofFilms };
}

function nameWith(key: string, names: Map<string, Name>): Name {
  let name = names.get(key);
  if (!name) {
    name = { key, spellings: [], size: 0 };
    names.set(key, name);
  }
  return name;
}

/**
 * Adds a spelling to its name. Nearly every name has one. An empty array to which it is added has room for 17, and takes
 * more memory than all the rest of the name.
 */
function addSpelling(spelling: Spelling): void {
  const { name } = spelling;
  if (name.spellings.length === 0) name.spellings = [spelling];
  else name.spellings.push(spelling);
}

/** How many films have any of the spellings. Nearly every name has one spelling and needs no set. */
function sizeOf(spellings: readonly Spelling[]): number {
  const [first, ...more] = spellings;
  return more.length === 0 ? (first?.films.length ?? 0) : new Set(spellings.flatMap(({ films }) => films)).size;
}

/** Adds a member to an ascending list, unless the list already ends with it. */
export function addOnce(list: number[], member: number): void {
  if (list[list.length - 1] !== member) list.push(member);
}
