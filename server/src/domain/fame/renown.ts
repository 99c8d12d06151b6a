import type { FameFacts } from './film-facts.ts';

/** The first this many of the cast are the leading actors. */
const LEADING_ACTORS = 5;

/**
 * For each film, how well known the other films of its leading actors are.
 *
 * @param excess for each film, how far it is above a film that few people know; 0 if it is not
 * @returns the sum of the excess of all films that have a leading actor of this film in any place of their cast. A film
 * counts once for each of these actors.
 */
export function renownOfActors(films: readonly FameFacts[], excess: readonly number[]): number[] {
  const sums = new Map<string, number>();
  for (const [i, { cast }] of films.entries()) {
    const more = excess[i] ?? 0;
    if (more === 0) continue;
    for (const [place, name] of cast.entries()) {
      if (isFirst(cast, name, place)) sums.set(name, (sums.get(name) ?? 0) + more);
    }
  }
  return films.map(({ cast }, i) => {
    const own = excess[i] ?? 0;
    let renown = 0;
    for (const [place, name] of cast.slice(0, LEADING_ACTORS).entries()) {
      // A sum of fractions without one of them may be a little less than 0.
      if (isFirst(cast, name, place)) renown += Math.max(0, (sums.get(name) ?? 0) - own);
    }
    return renown;
  });
}

/** Whether this is the first time that the cast has the name. A cast is short, so this takes less time than a set. */
function isFirst(cast: readonly string[], name: string, place: number): boolean {
  return cast.indexOf(name) === place;
}
