import { fameFrom, scoreOf, signalsOf, type FameSignals } from './fame-score.ts';
import type { FameFacts } from './film-facts.ts';
import { countReferences } from './references.ts';
import { renownOfActors } from './renown.ts';

/**
 * Films with a lower score add nothing to the renown of their actors. For films from before {@link OLD_YEAR}, this
 * limit rises by a point for every {@link OLD_YEARS} years. Otherwise most actors of silent films would have more
 * renown than any actor of today.
 */
const KNOWN_SCORE = 6;
const OLD_YEAR = 1960;
const OLD_YEARS = 10;

/**
 * How well known each film is, from 0 to 255. The best known of equally relevant films comes first. The value is
 * computed from the whole catalogue. If a film has a `popularity`, its value comes from that instead. A popularity of 0
 * gives a value below every computed one, and a popularity of 100 a value above every computed one.
 *
 * @param films the whole catalogue, sorted, because the sum of fractions depends on the order in which they are added
 * @returns a value for each film, in the same order
 */
export function fameOf(films: readonly FameFacts[]): Uint8Array {
  const signals = fameSignals(films);
  return Uint8Array.from(signals, (ofFilm, i) => fameFrom(films[i]?.popularity, ofFilm));
}

/** The signals of each film, in the same order. See docs/search.md for what they mean. */
export function fameSignals(films: readonly FameFacts[]): FameSignals[] {
  const { points, remakes, sequels } = countReferences(films);
  const signals = films.map((film) => signalsOf(film, points.get(film) ?? 0, remakes.has(film)));
  const excess = signals.map((ofFilm, i) => {
    const age = Math.max(0, OLD_YEAR - (films[i]?.year ?? 0));
    return Math.max(0, scoreOf(ofFilm) - KNOWN_SCORE - age / OLD_YEARS);
  });
  const renown = renownOfActors(films, excess);
  for (const [i, ofFilm] of signals.entries()) {
    ofFilm.renown = Math.log1p(renown[i] ?? 0);
    const film = films[i];
    ofFilm.sequel = film && sequels.has(film) ? 1 : 0;
  }
  return signals;
}
