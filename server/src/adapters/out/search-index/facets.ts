import { FACET_VALUES, type Facet, type FacetCount } from '../../../domain/film-query.ts';
import type { Matched } from './hit.ts';
import { findPerson } from './people.ts';
import { Smallest } from './structures/smallest.ts';
import type { Tally } from './structures/tally.ts';
import { byCodeUnit } from './structures/term-index.ts';

/** One film in so many is "many". */
const MANY_FILMS = 32;

/** @param matches the matching films of every segment, the largest segment first */
export function countFacet(facet: Facet, matches: readonly Matched[]): FacetCount[] {
  switch (facet) {
    case 'decade':
      return mostFrequent(decades(matches));
    case 'genre':
      return mostFrequent(genres(matches));
    case 'cast':
      return mostFrequent(cast(matches));
  }
}

type Counts = Iterable<readonly [value: string, count: number]>;

function mostFrequent(counts: Counts): FacetCount[] {
  const best = new Smallest<FacetCount>(FACET_VALUES, (a, b) => b.count - a.count || byCodeUnit(a.value, b.value));
  for (const [value, count] of counts) if (count > 0) best.offer({ value, count });
  return best.items;
}

function decades(matches: readonly Matched[]): Counts {
  const counts = new Map<string, number>();
  for (const { segment, films } of matches) {
    for (const [decade, count] of segment.years.countDecades(films)) add(counts, String(decade), count);
  }
  return counts;
}

function genres(matches: readonly Matched[]): Counts {
  const counts = new Map<string, number>();
  for (const { segment, films } of matches) {
    const { genreTally } = segment;
    genreTally.clear();
    segment.films.tally(films, genreTally, undefined);
    for (const genre of genreTally.touched) {
      add(counts, segment.films.genreNames.at(genre), genreTally.countOf(genre));
    }
  }
  return counts;
}

/**
 * The names of the largest segment are read only where they may be among the most frequent: its own most frequent, and
 * everybody who also occurs in another segment.
 */
function cast([largest, ...others]: readonly Matched[]): Counts {
  if (!largest) return [];
  const elsewhere = new Map<string, number>();
  for (const matched of others) {
    const { peopleNames } = matched.segment.films;
    const tally = tallyCast(matched);
    for (const person of tally.touched) add(elsewhere, peopleNames.at(person), tally.countOf(person));
  }
  const own = busiest(largest, FACET_VALUES + elsewhere.size).filter(([name]) => !elsewhere.has(name));
  for (const name of elsewhere.keys()) {
    const person = findPerson(largest.segment, name);
    if (person >= 0) add(elsewhere, name, largest.segment.filmsOfPerson.countIn(person, largest.films));
  }
  return [...elsewhere, ...own];
}

function tallyCast({ segment, films }: Matched): Tally {
  const { genreTally, peopleTally } = segment;
  genreTally.clear();
  peopleTally.clear();
  segment.films.tally(films, genreTally, peopleTally);
  return peopleTally;
}

/**
 * The people in most of the films. Few films are asked for their cast; of many films, people are asked for theirs, the
 * busiest first, until the next has been in too few films altogether.
 */
function busiest(matched: Matched, atMost: number): [name: string, count: number][] {
  const { segment, films, total } = matched;
  const { filmsOfPerson } = segment;
  const { peopleNames } = segment.films;
  const best = new Smallest<[person: number, count: number]>(
    atMost,
    ([a, m], [b, n]) => n - m || byCodeUnit(peopleNames.at(a), peopleNames.at(b)),
  );
  if (total * MANY_FILMS < segment.size) {
    const tally = tallyCast(matched);
    for (const person of tally.touched) best.offer([person, tally.countOf(person)]);
  } else {
    for (let person = 0; person < filmsOfPerson.size; person += 1) {
      const fewest = best.items.length === atMost ? (best.items.at(-1)?.[1] ?? 0) : 1;
      if (filmsOfPerson.count(person) < fewest) break;
      const count = filmsOfPerson.countIn(person, films);
      if (count >= fewest) best.offer([person, count]);
    }
  }
  return best.items.map(([person, count]) => [peopleNames.at(person), count]);
}

function add(counts: Map<string, number>, value: string, count: number): void {
  counts.set(value, (counts.get(value) ?? 0) + count);
}
