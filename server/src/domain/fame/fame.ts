import { FILM_BOUNDS } from '../film.ts';
import type { FameFacts } from './film-facts.ts';
import { countReferences } from './references.ts';

/** The first this many of the cast are the leading actors. */
const LEADING_ACTORS = 5;

/**
 * The score is the sum of these weights times the signals of {@link scoreOf}. They were fitted, and then rounded, on
 * titles that several films share, so that the film that most people mean has the highest score. See docs/search.md for
 * how often it has.
 */
const WEIGHTS = { synopsis: 2.8, references: 2.2, star: 0.3, picture: 0.4, poster: 1.9, year: 0.8, distance: -1.1 };

/** The lowest and the highest computed fame. 0 and 255 are left for the popularities 0 and 100. */
const LOWEST = 1;
const HIGHEST = 254;
/** The score that gives {@link HIGHEST}. A score of 0 or less gives {@link LOWEST}. */
const HIGHEST_SCORE = 16;

/** The years whose films are the best known lie around this one. */
const MIDDLE_YEAR = 1975;
const YEARS = 45;

/**
 * How well known each film is, from 0 to 255. The best known of equally relevant films comes first. The value is
 * computed from the whole catalogue. A film with a `popularity` gets a value from that instead: 0 is below, and 100
 * above, every computed value.
 *
 * @param films the whole catalogue, sorted, because sums of fractions depend on the order
 * @returns a value for each film, in the same order
 */
export function fameOf(films: readonly FameFacts[]): Uint8Array {
  const references = countReferences(films);
  const filmsOfActor = countFilmsByActor(films);
  return Uint8Array.from(films, (film) => {
    const leads = film.cast.slice(0, LEADING_ACTORS);
    const star = leads.reduce((most, name) => Math.max(most, filmsOfActor.get(name) ?? 0), 0);
    return fameFrom(film, references.get(film) ?? 0, star);
  });
}

/** The fame of a film that is not in a catalogue yet. It is the fame that the film has in a catalogue of its own. */
export function fameAlone(film: FameFacts): number {
  return fameFrom(film, 0, Math.min(1, film.cast.length));
}

function fameFrom(film: FameFacts, references: number, star: number): number {
  if (film.popularity !== undefined) return Math.round((film.popularity / FILM_BOUNDS.popularityMax) * 255);
  const share = Math.min(1, Math.max(0, scoreOf(film, references, star) / HIGHEST_SCORE));
  return LOWEST + Math.round(share * (HIGHEST - LOWEST));
}

/**
 * @param references see {@link countReferences}
 * @param star the number of films of that leading actor who is in the most films
 */
function scoreOf(film: FameFacts, references: number, star: number): number {
  const year = Math.min(1, Math.max(-1, (film.year - MIDDLE_YEAR) / YEARS));
  return (
    WEIGHTS.synopsis * Math.log(1 + film.extract.length / 100) +
    WEIGHTS.references * Math.log(1 + references) +
    WEIGHTS.star * Math.log(1 + star) +
    (film.picture === 'none' ? 0 : WEIGHTS.picture) +
    (film.picture === 'poster' ? WEIGHTS.poster : 0) +
    WEIGHTS.year * year +
    WEIGHTS.distance * year * year
  );
}

/** In how many films each person is, in any place of the cast. */
function countFilmsByActor(films: readonly FameFacts[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { cast } of films) {
    for (const [i, name] of cast.entries()) {
      // A cast is short, so this takes less time than a set.
      if (cast.indexOf(name) === i) counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return counts;
}
