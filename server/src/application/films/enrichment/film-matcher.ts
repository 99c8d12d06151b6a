import type { Film, JsonValue } from '../../../domain/film.ts';
import { squashedTitle } from '../same-film.ts';
import { AlternativeTitles } from './alternative-titles.ts';
import type { RecordSink, SourceRecord } from './enrichment-source.ts';

/**
 * If more records than this may be the same film of the catalogue, that film counts as ambiguous. This bounds the
 * memory.
 */
const MAX_CANDIDATES = 1_000;

/**
 * A record of a neighbouring year is preferred to one of the film's own year only if it has at least
 * `NEIGHBOUR_MIN_VOTES` votes, and at least `NEIGHBOUR_TIMES` times as many votes as the record of the own year. The
 * latter is then probably a little-known film of the same name.
 */
const NEIGHBOUR_MIN_VOTES = 100;
const NEIGHBOUR_TIMES = 10;

/** A report names at most this many other films that a record may be. */
const MOST_RIVALS = 3;

/** A record that may be a film. */
type Candidate = {
  readonly id: string;
  readonly year: number;
  votes: number;
  values?: Record<string, JsonValue>;
  titles?: AlternativeTitles;
};

/** The films of one title and year, which may be the same records. A file may have 100 thousand of them. */
type Namesakes = {
  readonly year: number;
  /** Records of the films' own year. */
  own?: Set<Candidate>;
  /** Records of the year before or after. */
  neighbours?: Set<Candidate>;
};

type FilmKey = { readonly id: string; readonly title: string; readonly namesakes: Namesakes };

/** Which record matches a film, if any. */
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
 * without case, accents, spaces and symbols. If no film of a record's year has the record's title, the record may be a
 * film of the year before or after, because data sets differ in whether the first screening or the release counts.
 *
 * Of the records, only those that may be a film are kept.
 */
export class FilmMatcher implements RecordSink {
  /** By title and year. */
  readonly #byTitle = new Map<string, Map<number, Namesakes>>();
  readonly #films: FilmKey[] = [];
  readonly #candidates = new Map<string, Candidate>();

  get films(): number {
    return this.#films.length;
  }

  addFilm({ id, attributes: { title, year } }: Film): void {
    const spelling = squashedTitle(title);
    const byYear = this.#byTitle.get(spelling) ?? new Map<number, Namesakes>();
    this.#byTitle.set(spelling, byYear);
    const namesakes = byYear.get(year) ?? { year };
    byYear.set(year, namesakes);
    this.#films.push({ id, title, namesakes });
  }

  offer({ id, titles, year }: SourceRecord): void {
    const all = new Set(titles.flatMap((title) => [...(this.#byTitle.get(squashedTitle(title))?.values() ?? [])]));
    if (all.size === 0) return;
    const near = [...all].filter((namesakes) => Math.abs(namesakes.year - year) <= 1);
    if (near.length === 0) return;
    const candidate = this.#candidates.get(id) ?? { id, year, votes: 0 };
    const isOwnYear = near.some((namesakes) => namesakes.year === year);
    for (const namesakes of near) {
      if (isOwnYear && namesakes.year !== year) continue;
      const candidates = isOwnYear ? (namesakes.own ??= new Set()) : (namesakes.neighbours ??= new Set());
      if (candidates.size > MAX_CANDIDATES) continue;
      candidates.add(candidate);
      this.#candidates.set(id, candidate);
    }
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

  /**
   * Decides for each film which record matches it. No record is given to two films. Call this after all records have
   * been offered.
   */
  matches(): Match[] {
    const choices = new Map<Namesakes, Choice>();
    const claims = new Map<Candidate, string[]>();
    for (const { id, namesakes } of this.#films) {
      if (!choices.has(namesakes)) choices.set(namesakes, choose(namesakes));
      const choice = choices.get(namesakes);
      if (!choice || 'doubt' in choice) continue;
      const films = claims.get(choice.record) ?? [];
      claims.set(choice.record, films);
      if (films.length <= MOST_RIVALS) films.push(id);
    }
    return this.#films.map((film) => toMatch(film, choices.get(film.namesakes), claims));
  }
}

/** The record that matches a film, or the reason why several could. `undefined`: there is none. */
type Choice = { readonly record: Candidate } | { readonly doubt: string } | undefined;

function choose(namesakes: Namesakes): Choice {
  const own = best(namesakes.own);
  const neighbour = best(namesakes.neighbours);
  if (own === undefined) return neighbour;
  if ('doubt' in own || neighbour === undefined || 'doubt' in neighbour) return own;
  const needed = Math.max(NEIGHBOUR_MIN_VOTES, NEIGHBOUR_TIMES * own.record.votes);
  return neighbour.record.votes >= needed ? neighbour : own;
}

/** The record with the most votes, among those that have values. */
function best(candidates: ReadonlySet<Candidate> = new Set()): Choice {
  if (candidates.size > MAX_CANDIDATES) {
    return { doubt: `more than ${String(MAX_CANDIDATES)} records have its title and its year or a neighbouring one` };
  }
  const known = [...candidates].filter(({ values }) => values !== undefined).sort((a, b) => b.votes - a.votes);
  const [record] = known;
  if (!record) return undefined;
  const equal = known.filter((other) => other.votes === record.votes && !haveSameValues(other, record));
  if (equal.length === 0) return { record };
  const ids = [record, ...equal].map(({ id }) => id);
  const shown = ids.length > 3 ? `${ids.slice(0, 3).join(', ')}, ...` : ids.join(' and ');
  return { doubt: `${shown} have its title, a year that fits, and the same number of votes (${String(record.votes)})` };
}

function haveSameValues(a: Candidate, b: Candidate): boolean {
  return JSON.stringify(a.values) === JSON.stringify(b.values);
}

/** @param claims the films that each record was chosen for, at most one more than {@link MOST_RIVALS} */
function toMatch(
  { id: film, title, namesakes: { year } }: FilmKey,
  choice: Choice,
  claims: ReadonlyMap<Candidate, readonly string[]>,
): Match {
  if (choice === undefined) return { outcome: 'unmatched', film, reason: `no record is "${title}" of ${String(year)}` };
  if ('doubt' in choice) return { outcome: 'ambiguous', film, reason: choice.doubt };
  const { record } = choice;
  const rivals = (claims.get(record) ?? []).filter((other) => other !== film);
  if (rivals.length > 0) {
    return {
      outcome: 'ambiguous',
      film,
      reason: `${record.id} may also be ${rivals.slice(0, MOST_RIVALS).join(', ')}`,
    };
  }
  const values = {
    ...record.values,
    ...(record.titles && { alternativeTitles: record.titles.besides(title) }),
  };
  return { outcome: 'matched', film, record: record.id, year: record.year, isOtherYear: record.year !== year, values };
}
