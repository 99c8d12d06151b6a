import { stemOf, stemsOf } from '../../src/domain/text/stems.ts';
import type { Synonyms } from '../../src/domain/text/synonyms.ts';
import type { SearchableFilm } from './searchable-film.ts';

/** What the frequencies of stems are counted over: the films of the snapshot. */
export type Snapshot = { readonly films: readonly SearchableFilm[]; readonly synonyms: Synonyms };

const AVERAGE_LENGTH = 32;
/** The share of the best score that a film must have. */
const SHARE = 0.4;
const FAME_SHARE = 0.5;

/** How much a film has of a stem: 0 if it lacks the stem, and less than 1. */
function shareOf({ fields, synopsis }: SearchableFilm, stem: string): number {
  const stems = stemsOf(synopsis);
  const occurrences = stems.filter((one) => one === stem).length;
  const inFields = fields
    .filter(({ terms }) => terms.some((term) => stemOf(term) === stem))
    .reduce((sum, { weight }) => sum + weight, 0);
  const sum = inFields + occurrences / (0.9 + (0.1 * stems.length) / AVERAGE_LENGTH);
  return sum === 0 ? 0 : Math.max(1, Math.round((255 * sum) / (sum + 0.3))) / 255;
}

/** The share of the words of a text that each film has, from 0 to 1, without the films that have much less than the best. */
export function synopsisScores(
  current: readonly SearchableFilm[],
  { films, synonyms }: Snapshot,
  terms: readonly string[],
): { readonly scores: ReadonlyMap<SearchableFilm, number>; readonly hasAllWords: boolean } {
  const has = (film: SearchableFilm, stem: string) => shareOf(film, stem) > 0;
  const frequency = (stem: string) => films.filter((film) => has(film, stem)).length;
  const idf = (stem: string) => Math.log(1 + (films.length - frequency(stem) + 0.5) / (frequency(stem) + 0.5)) ** 1.2;
  const isKnown = (stem: string) => [...films, ...current].some((film) => has(film, stem));
  const words = terms.flatMap((term, i) => {
    const stem = stemOf(term);
    if (stem === undefined || terms.slice(0, i).some((other) => stemOf(other) === stem)) return [];
    const next = terms[i + 1];
    const joined = next === undefined ? undefined : stemOf(term + next);
    const own = isKnown(stem) ? idf(stem) : Infinity;
    const neighbours = (synonyms.get(stem) ?? []).filter((other) => frequency(other.stem) > 0);
    const standIns = [
      ...(isKnown(stem) ? [{ stem, weight: own }] : []),
      ...neighbours.map((other) => ({
        stem: other.stem,
        weight: 0.7 * (Math.round(other.weight * 255) / 255) * Math.min(own, idf(other.stem)),
      })),
      ...(joined !== undefined && isKnown(joined) ? [{ stem: joined, weight: idf(joined) }] : []),
    ];
    return standIns.length > 0 ? [standIns] : [];
  });
  const distinct = new Set(terms.flatMap((term) => stemOf(term) ?? []));
  const all = words.reduce((sum, [first]) => sum + (first?.weight ?? 0), 0);
  const scores = current.map((film) => {
    const best = words.map((word) => Math.max(...word.map(({ stem, weight }) => (weight * shareOf(film, stem)) / all)));
    return [film, best.reduce((sum, value) => sum + value, 0)] as const;
  });
  const hasAllWords =
    words.length === distinct.size &&
    current.some((film) => words.every((word) => word.some(({ stem }) => has(film, stem))));
  const best = Math.max(0, ...scores.map(([, score]) => score));
  const least = Math.max(1, Math.floor(SHARE * best * 10_000));
  return { scores: new Map(scores.filter(([, score]) => score * 10_000 >= least)), hasAllWords };
}

/** The detail of the rank of a film: lower is better. */
export function synopsisDetail(score: number, fame: number): number {
  return Math.round((1 - Math.min(1, (score + FAME_SHARE * (fame / 255)) / (1 + FAME_SHARE))) * 65_535);
}

/** Whether each word is in a field of some film, or its stem is in a synopsis of one. */
export function isStemKnown(films: readonly SearchableFilm[], term: string): boolean {
  const stem = stemOf(term);
  return stem === undefined || films.some((film) => shareOf(film, stem) > 0);
}
