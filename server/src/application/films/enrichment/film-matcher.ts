import type { Film, JsonValue } from '../../../domain/film.ts';
import { squashedTitle } from '../same-film.ts';
import { AlternativeTitles } from './alternative-titles.ts';
import type { RecordSink, SourceRecord } from './enrichment-source.ts';

/** If more records than this may be one film, the film counts as ambiguous. This bounds the memory. */
const MAX_CANDIDATES = 1_000;

/**
 * A record of a neighbouring year replaces one of the film's own year only if at least this many people rated it, and
 * this many times as many as the other. The other is then probably a little-known film of the same name.
 */
const NEIGHBOUR_MIN_VOTES = 100;
const NEIGHBOUR_TIMES = 10;

/** A record that may be a film. */
type Candidate = {
  readonly id: string;
  readonly year: number;
  votes: number;
  values?: Record<string, JsonValue>;
  titles?: AlternativeTitles;
};

type FilmKey = {
  readonly id: string;
  readonly title: string;
  readonly year: number;
  /** Records of the film's own year. */
  own?: Set<Candidate>;
  /** Records of the year before or after. */
  neighbours?: Set<Candidate>;
};

/** Which record a film is. */
export type Match =
  | {
      readonly outcome: 'matched';
      readonly film: string;
      readonly record: string;
      /** The record's year. It differs by at most one from the film's. */
      readonly year: number;
      readonly isOtherYear: boolean;
      readonly values: Readonly<Record<string, JsonValue>>;
    }
  | { readonly outcome: 'ambiguous' | 'unmatched'; readonly film: string; readonly reason: string };

/**
 * Finds the films of a catalogue among the records of an external data set, by title and year. A title is compared
 * without case, accents, spaces and symbols. A record whose title no film of its year has may be a film of the year
 * before or after, because data sets differ in whether the first screening or the release counts.
 *
 * Of the records, only those that may be a film are kept.
 */
export class FilmMatcher implements RecordSink {
  readonly #byTitle = new Map<string, FilmKey[]>();
  readonly #films: FilmKey[] = [];
  readonly #candidates = new Map<string, Candidate>();

  get films(): number {
    return this.#films.length;
  }

  addFilm({ id, attributes: { title, year } }: Film): void {
    const film: FilmKey = { id, title, year };
    const spelling = squashedTitle(title);
    const namesakes = this.#byTitle.get(spelling);
    if (namesakes) namesakes.push(film);
    else this.#byTitle.set(spelling, [film]);
    this.#films.push(film);
  }

  offer({ id, titles, year }: SourceRecord): void {
    const namesakes = new Set(titles.flatMap((title) => this.#byTitle.get(squashedTitle(title)) ?? []));
    if (namesakes.size === 0) return;
    const near = [...namesakes].filter((film) => Math.abs(film.year - year) <= 1);
    if (near.length === 0) return;
    const candidate = this.#candidates.get(id) ?? { id, year, votes: 0 };
    const isOwnYear = near.some((film) => film.year === year);
    for (const film of near) {
      if (film.year === year) keep((film.own ??= new Set()), candidate);
      else if (!isOwnYear) keep((film.neighbours ??= new Set()), candidate);
    }
    this.#candidates.set(id, candidate);
  }

  has(id: string): boolean {
    return this.#candidates.has(id);
  }

  set(id: string, values: Readonly<Record<string, JsonValue>>): void {
    const candidate = this.#candidates.get(id);
    if (candidate) candidate.values = { ...candidate.values, ...values };
  }

  addTitle(id: string, title: string): void {
    const candidate = this.#candidates.get(id);
    if (candidate) (candidate.titles ??= new AlternativeTitles()).add(title);
  }

  setVotes(id: string, votes: number): void {
    const candidate = this.#candidates.get(id);
    if (candidate) candidate.votes = votes;
  }

  /** Decides for each film. No record is given to two films. Call it after all records were offered. */
  matches(): Match[] {
    const choices = this.#films.map((film) => ({ film, choice: choose(film) }));
    const claims = new Map<Candidate, string[]>();
    for (const { film, choice } of choices) {
      if (typeof choice === 'object') claims.set(choice, [...(claims.get(choice) ?? []), film.id]);
    }
    return choices.map(({ film, choice }) => toMatch(film, choice, claims));
  }
}

function keep(candidates: Set<Candidate>, candidate: Candidate): void {
  if (candidates.size <= MAX_CANDIDATES) candidates.add(candidate);
}

/** @returns the record that the film is, or the reason why it is none */
function choose(film: FilmKey): Candidate | string {
  const own = best(film.own);
  const neighbour = best(film.neighbours);
  if (neighbour === undefined) return own ?? '';
  if (own === undefined) return neighbour;
  const isBetterKnown =
    typeof own === 'object' &&
    typeof neighbour === 'object' &&
    neighbour.votes >= Math.max(NEIGHBOUR_MIN_VOTES, NEIGHBOUR_TIMES * own.votes);
  return isBetterKnown ? neighbour : own;
}

/**
 * The record with the most votes, among those that have values.
 *
 * @returns a reason if there is no single best one; `undefined` if there is none at all
 */
function best(candidates: ReadonlySet<Candidate> = new Set()): Candidate | string | undefined {
  if (candidates.size > MAX_CANDIDATES) return `more than ${String(MAX_CANDIDATES)} records have its title and year`;
  const known = [...candidates].filter(({ values }) => values !== undefined).sort((a, b) => b.votes - a.votes);
  const [first] = known;
  const equal = known.filter((other) => other.votes === first?.votes && !haveSameValues(other, first));
  if (!first || equal.length === 0) return first;
  const ids = [first, ...equal].map(({ id }) => id);
  const shown = ids.length > 3 ? `${ids.slice(0, 3).join(', ')}, ...` : ids.join(' and ');
  return `${shown} have its title, the same year and the same number of votes (${String(first.votes)})`;
}

function haveSameValues(a: Candidate, b: Candidate): boolean {
  return JSON.stringify(a.values) === JSON.stringify(b.values);
}

function toMatch(
  { id: film, title, year }: FilmKey,
  choice: Candidate | string,
  claims: ReadonlyMap<Candidate, readonly string[]>,
): Match {
  if (choice === '') return { outcome: 'unmatched', film, reason: `no record is "${title}" of ${String(year)}` };
  if (typeof choice === 'string') return { outcome: 'ambiguous', film, reason: choice };
  const rivals = (claims.get(choice) ?? []).filter((other) => other !== film);
  if (rivals.length > 0) {
    return { outcome: 'ambiguous', film, reason: `${choice.id} may also be ${rivals.slice(0, 3).join(', ')}` };
  }
  const values = {
    ...choice.values,
    ...(choice.titles && { alternativeTitles: choice.titles.besides(title) }),
  };
  return { outcome: 'matched', film, record: choice.id, year: choice.year, isOtherYear: choice.year !== year, values };
}
