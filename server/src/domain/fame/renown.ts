import type { FameFacts } from './film-facts.ts';

/** This many actors at the beginning of a cast count as its leading actors. */
const LEADING_ACTORS = 5;

/**
 * For each film, how well known the other films of its leading actors are.
 *
 * @param excess for each film, by how much its score exceeds the limit for films that few people know; 0 if it does not
 * exceed it
 * @returns for each film, the sum of the excess of all other films that have one of its leading actors anywhere in
 * their cast. A film that has several of these actors counts once for each of them.
 */
export function renownOfActors(films: readonly FameFacts[], excess: readonly number[]): number[] {
  const { casts, actors } = numberActors(films);
  const sums = new Float64Array(actors);
  for (const [i, cast] of casts.entries()) {
    const more = excess[i] ?? 0;
    if (more === 0) continue;
    for (const [place, actor] of cast.entries())
      if (isFirst(cast, actor, place)) sums[actor] = (sums[actor] ?? 0) + more;
  }
  return casts.map((cast, i) => {
    const own = excess[i] ?? 0;
    let renown = 0;
    for (const [place, actor] of cast.slice(0, LEADING_ACTORS).entries()) {
      // Because of rounding, a sum minus one of its terms may be slightly below 0.
      if (isFirst(cast, actor, place)) renown += Math.max(0, (sums[actor] ?? 0) - own);
    }
    return renown;
  });
}

/**
 * The cast of each film as numbers, and how many different actors there are. With numbers, each name is looked up only
 * once.
 */
function numberActors(films: readonly FameFacts[]): { casts: readonly (readonly number[])[]; actors: number } {
  const numbers = new Map<string, number>();
  const casts = films.map(({ cast }) =>
    cast.map((name) => {
      let number = numbers.get(name);
      if (number === undefined) {
        number = numbers.size;
        numbers.set(name, number);
      }
      return number;
    }),
  );
  return { casts, actors: numbers.size };
}

/** Whether this is the first time that the cast has the actor. A cast is short, so this takes less time than a set. */
function isFirst(cast: readonly number[], actor: number, place: number): boolean {
  return cast.indexOf(actor) === place;
}
