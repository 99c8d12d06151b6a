import { FILM_BOUNDS } from '../../../../domain/film.ts';
import { FACET_VALUES, type Facet, type FacetCount } from '../../../../domain/film-query.ts';
import type { Matched } from './hit.ts';
import { findPerson } from '../columns/people.ts';
import { byCodeUnit } from '../structures/by-code-unit.ts';
import { SmallestByKey } from '../structures/smallest-by-key.ts';

/** One film in so many is "many". */
const MANY_FILMS = 32;

/** Heads of names are below this. */
const HEADS = 2 ** 32;

/** @param matches the matching films of every segment, the largest segment first */
export function countFacets(
  facets: readonly Facet[],
  matches: readonly Matched[],
): Partial<Record<Facet, FacetCount[]>> {
  const counted: Partial<Record<Facet, FacetCount[]>> = {};
  if (facets.includes('genre') || facets.includes('cast')) tallyNames(matches, facets.includes('cast'));
  for (const facet of facets) counted[facet] = countFacet(facet, matches);
  return counted;
}

function countFacet(facet: Facet, matches: readonly Matched[]): FacetCount[] {
  switch (facet) {
    case 'decade':
      return decades(matches);
    case 'genre':
      return genres(matches);
    case 'cast':
      return cast(matches);
  }
}

function mostFrequent(values: FacetCount[]): FacetCount[] {
  values.sort((a, b) => b.count - a.count || byCodeUnit(a.value, b.value));
  return values.length > FACET_VALUES ? values.slice(0, FACET_VALUES) : values;
}

function valuesOf(counts: ReadonlyMap<string, number>): FacetCount[] {
  const values: FacetCount[] = [];
  for (const [value, count] of counts) if (count > 0) values.push({ value, count });
  return values;
}

function decades(matches: readonly Matched[]): FacetCount[] {
  const counts = new Uint32Array(Math.floor(FILM_BOUNDS.yearMax / 10) + 1);
  for (const { segment, films, total } of matches) {
    segment.years.tallyDecades(films, total, counts);
  }
  const values: FacetCount[] = [];
  for (let decade = Math.floor(FILM_BOUNDS.yearMin / 10); decade < counts.length; decade += 1) {
    if (counts[decade]! > 0) values.push({ value: String(decade * 10), count: counts[decade]! });
  }
  return mostFrequent(values);
}

/** Counts genres, and people of the cast where the films are asked for them, in the tallies of the segments. */
function tallyNames([largest, ...others]: readonly Matched[], withCast: boolean): void {
  if (largest) tally(largest, withCast && !areMany(largest));
  for (const matched of others) tally(matched, withCast);
}

function tally({ segment, films }: Matched, withCast: boolean): void {
  segment.genreTally.clear();
  segment.peopleTally.clear();
  segment.films.tally(films, segment.genreTally, withCast ? segment.peopleTally : undefined);
}

function areMany({ segment, total }: Matched): boolean {
  return total * MANY_FILMS >= segment.size;
}

function genres(matches: readonly Matched[]): FacetCount[] {
  const counts = new Map<string, number>();
  for (const { segment } of matches) {
    const { genreTally } = segment;
    for (const genre of genreTally.touched) {
      add(counts, segment.films.genreNames.at(genre), genreTally.countOf(genre));
    }
  }
  return mostFrequent(valuesOf(counts));
}

/**
 * The names of the largest segment are read only where they may be among the most frequent: its own most frequent, and
 * everybody who also occurs in another segment.
 */
function cast([largest, ...others]: readonly Matched[]): FacetCount[] {
  if (!largest) return [];
  if (others.length === 0) return busiest(largest, FACET_VALUES);
  const elsewhere = new Map<string, number>();
  for (const { segment } of others) {
    const { peopleTally } = segment;
    for (const person of peopleTally.touched) {
      add(elsewhere, segment.films.peopleNames.at(person), peopleTally.countOf(person));
    }
  }
  const own = busiest(largest, FACET_VALUES + elsewhere.size).filter(({ value }) => !elsewhere.has(value));
  for (const name of elsewhere.keys()) {
    const person = findPerson(largest.segment, name);
    if (person >= 0) add(elsewhere, name, largest.segment.filmsOfPerson.countIn(person, largest.films));
  }
  return mostFrequent([...valuesOf(elsewhere), ...own]);
}

/**
 * The people in most of the films, most first. Few films have been asked for their cast; of many films, people are asked for
 * theirs, the busiest first, until the next has been in too few films altogether.
 */
function busiest(matched: Matched, atMost: number): FacetCount[] {
  const { segment, films } = matched;
  const { filmsOfPerson, peopleTally } = segment;
  const { peopleNames } = segment.films;
  const { heads } = peopleNames;
  const best = new SmallestByKey(atMost, (a, b) => peopleNames.compare(a, b));
  if (areMany(matched)) {
    for (let person = 0; person < filmsOfPerson.size; person += 1) {
      const fewest = best.isFull ? peopleTally.countOf(best.items.at(-1)!) : 1;
      if (filmsOfPerson.count(person) < fewest) break;
      const count = filmsOfPerson.countIn(person, films);
      if (count < fewest) continue;
      peopleTally.add(person, count);
      best.offer(person, heads[person]! - count * HEADS);
    }
  } else {
    for (const person of peopleTally.touched) best.offer(person, heads[person]! - peopleTally.countOf(person) * HEADS);
  }
  return best.items.map((person) => ({ value: peopleNames.at(person), count: peopleTally.countOf(person) }));
}

function add<Value>(counts: Map<Value, number>, value: Value, count: number): void {
  counts.set(value, (counts.get(value) ?? 0) + count);
}
