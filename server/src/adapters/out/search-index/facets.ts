import { FACET_VALUES, type Facet, type FacetCount } from '../../../domain/film-query.ts';
import type { Matched } from './hits.ts';
import { findPerson } from './people.ts';
import type { Segment } from './segment.ts';
import { forEachBit } from './structures/bits.ts';
import { Smallest } from './structures/smallest.ts';
import { byCodeUnit } from './structures/term-index.ts';

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
  for (const { segment, films, total } of matches) {
    if (total === 0) continue;
    const ofGenre = new Uint32Array(segment.filmsOfGenre.size);
    forEachBit(films, (film) => {
      segment.films.forEachGenre(film, (genre) => {
        ofGenre[genre]! += 1;
      });
    });
    for (const [genre, count] of ofGenre.entries()) add(counts, segment.films.genreNames.at(genre), count);
  }
  return counts;
}

/**
 * The names of the largest segment are read only where they may be among the most frequent: everybody who also occurs in
 * another segment, and its own most frequent.
 */
function cast([largest, ...others]: readonly Matched[]): Counts {
  if (!largest) return [];
  const elsewhere = new Map<string, number>();
  for (const matched of others) {
    const { segment } = matched;
    for (const [person, count] of countCast(matched).entries()) {
      if (count > 0) add(elsewhere, segment.films.peopleNames.at(person), count);
    }
  }
  const counts = countCast(largest);
  for (const name of elsewhere.keys()) {
    const person = findPerson(largest.segment, name);
    if (person < 0) continue;
    add(elsewhere, name, counts[person]!);
    counts[person] = 0;
  }
  return [...elsewhere, ...mostOf(largest.segment, counts)];
}

function countCast({ segment, films, total }: Matched): Uint32Array {
  const counts = new Uint32Array(segment.filmsOfPerson.size);
  if (total === 0) return counts;
  forEachBit(films, (film) => {
    segment.films.forEachPerson(film, (person) => {
      counts[person]! += 1;
    });
  });
  return counts;
}

/** Those who may be among the most frequent, with all who tie with the last of them. */
function mostOf(segment: Segment, counts: Uint32Array): Counts {
  const withCount: number[] = [];
  for (const count of counts) if (count > 0) withCount[count] = (withCount[count] ?? 0) + 1;
  let atLeast = withCount.length;
  for (let people = 0; atLeast > 1 && people < FACET_VALUES; ) {
    atLeast -= 1;
    people += withCount[atLeast] ?? 0;
  }
  const most: [string, number][] = [];
  for (let person = 0; person < counts.length; person += 1) {
    const count = counts[person]!;
    if (count >= Math.max(atLeast, 1)) most.push([segment.films.peopleNames.at(person), count]);
  }
  return most;
}

function add(counts: Map<string, number>, value: string, count: number): void {
  counts.set(value, (counts.get(value) ?? 0) + count);
}
