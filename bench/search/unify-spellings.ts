import type { Film } from '../../server/src/domain/film.ts';
import { genreKey, personKey } from '../../server/src/domain/text/keys.ts';

/**
 * Returns the films with one spelling of each person and genre: the most frequent one. Marquee counts the spellings of
 * a person as one value ("J. K. Simmons", "J.K. Simmons"), and the other engines do not. With one spelling, all engines
 * count the same.
 */
export function unifySpellings(films: readonly Film[]): Film[] {
  const people = mostFrequentSpellings(films.map(({ attributes: { cast = [] } }) => cast).flat(), personKey);
  const genres = mostFrequentSpellings(films.map(({ attributes }) => attributes.genres ?? []).flat(), genreKey);
  return films.map((film) => {
    const { cast, genres: named } = film.attributes;
    return {
      ...film,
      attributes: {
        ...film.attributes,
        ...(cast && { cast: [...new Set(cast.map((name) => people.get(personKey(name)) ?? name))] }),
        ...(named && { genres: [...new Set(named.map((name) => genres.get(genreKey(name)) ?? name))] }),
      },
    };
  });
}

function mostFrequentSpellings(names: readonly string[], keyOf: (name: string) => string): Map<string, string> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  const best = new Map<string, string>();
  for (const [name, count] of counts) {
    const key = keyOf(name);
    if (count > (counts.get(best.get(key) ?? '') ?? 0)) best.set(key, name);
  }
  return best;
}
