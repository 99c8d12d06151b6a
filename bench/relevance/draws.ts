import type { Random } from '../../server/testing/random.ts';
import { titleKey } from '../../server/src/domain/text/fold-text.ts';
import type { Corpus, KnownFilm } from './corpus.ts';

/** A query and the films that it means. */
export type RelevanceCase = {
  readonly q: string;
  /** Ids of the films. The search succeeds if any of them is among the first results. */
  readonly meant: ReadonlySet<string>;
  /**
   * If true, one film is not enough: the first N results must contain N films of `meant`, or all of them if it has
   * fewer. N is the row's `among`.
   */
  readonly onlyThese?: boolean;
};

/** Makes a query for a film, or returns `undefined` if its title does not allow the change. */
export type Draw = (film: KnownFilm, random: Random, corpus: Corpus) => RelevanceCase | undefined;

/** Returns a title with one change, or `undefined` if the title does not allow the change. */
export type Mangle = (random: Random, title: string, corpus: Corpus) => string | undefined;

/** A changed title. Every film of the same title counts as found. */
export function changed(mangle: Mangle): Draw {
  return (film, random, corpus) => {
    const q = mangle(random, film.title, corpus);
    if (q === undefined || titleKey(q) === '') return undefined;
    return { q: q.toLowerCase(), meant: idsOf(corpus.titled(film.title)) };
  };
}

/**
 * Like {@link changed}, but leaves out a text that is the title of another film, or the beginning of one, because the
 * other film may be meant.
 */
export function changedClearly(mangle: Mangle): Draw {
  const draw = changed(mangle);
  return (film, random, corpus) => {
    const made = draw(film, random, corpus);
    return made && !corpus.isStartOfOtherTitle(made.q, film.key) ? made : undefined;
  };
}

/** A title, changed or not, with a year. If several films have the title, those closest to the year count as found. */
export function withYear(off: (random: Random) => number, mangle: Mangle = (_random, title) => title): Draw {
  return (film, random, corpus) => {
    const text = mangle(random, film.title, corpus);
    const year = film.year + off(random);
    const distance = Math.abs(year - film.year);
    const others = corpus.titled(film.title);
    const isClosest = others.every((other) => Math.abs(other.year - year) >= distance);
    if (text === undefined || !isClosest) return undefined;
    const q = `${text} ${random() < 0.5 ? `(${String(year)})` : String(year)}`;
    return { q: q.toLowerCase(), meant: idsOf(others.filter((other) => Math.abs(other.year - year) === distance)) };
  };
}

/** A title, or a part of it, with the surname of the first actor. */
export function withSurname(textOf: (title: string) => string | undefined): Draw {
  return (film, _random, corpus) => {
    const surname = /^\p{Lu}[\p{L}'’.]+ (?:.* )?(\p{Lu}[\p{L}'’-]{2,})$/u.exec(film.cast[0] ?? '')?.[1];
    const text = textOf(film.title);
    if (surname === undefined || text === undefined) return undefined;
    return { q: `${text} ${surname}`.toLowerCase(), meant: idsOf(corpus.titled(film.title)) };
  };
}

/** The longest word of a title of several words. It must have five letters or more. */
export function longestWord(title: string): string | undefined {
  const [longest = ''] = title.split(' ').sort((a, b) => b.length - a.length);
  return /^\p{L}{5,}$/u.test(longest) && longest !== title ? longest : undefined;
}

/** The full name of the first actor, who must be in at least three films. The films with this actor must come first. */
export const fullName: Draw = (film, _random, corpus) => {
  const [name = ''] = film.cast;
  const films = corpus.withPerson(name);
  if (!/^\p{Lu}[\p{L}'’.-]+( \p{Lu}[\p{L}'’.-]+)+$/u.test(name) || films.length < 3) return undefined;
  if (corpus.titled(name).length > 0) return undefined;
  return { q: name.toLowerCase(), meant: idsOf(films), onlyThese: true };
};

const idsOf = (films: readonly KnownFilm[]) => new Set(films.map(({ id }) => id));
