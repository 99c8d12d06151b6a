import { FILM_BOUNDS } from '../../../../domain/film.ts';
import {
  FACET_VALUES,
  isAttributeFacet,
  nameOfFacet,
  type AttributeFacet,
  type Facet,
  type FacetCount,
  type FacetCounts,
} from '../../../../domain/film-query.ts';
import type { Matched } from './hit.ts';
import { AllNames, type NameId, type NamesOf } from './all-names.ts';
import { isNameField, NAME_FIELDS, type NameField } from '../columns/fields.ts';
import type { FilmNames } from '../columns/film-names.ts';
import { byCodeUnit } from '../structures/by-code-unit.ts';
import { Smallest } from '../structures/smallest.ts';
import { SmallestByKey } from '../structures/smallest-by-key.ts';

/** The matching films are "many" if they are at least one in this many of the segment's films. */
const MANY_FILMS = 32;

/** More than the number of names in any segment. */
const NAMES = 2 ** 32;

/**
 * Counts the values of facets. The count of a value is the number of films that remain if the value is chosen as a
 * filter.
 *
 * @param matches the matching films of every segment, the largest segment first
 */
export function countFacets(facets: readonly (Facet | AttributeFacet)[], matches: readonly Matched[]): FacetCounts {
  const fields = NAME_FIELDS.filter((field) => facets.includes(field));
  if (fields.length > 0) tallyNames(matches, fields);
  const count = (facet: Facet | AttributeFacet) => {
    if (isAttributeFacet(facet)) return attributeValues(matches, nameOfFacet(facet));
    return isNameField(facet) ? names(matches, (segment) => segment.names[facet], areMany) : COUNTS[facet](matches);
  };
  return Object.fromEntries(facets.map((facet) => [facet, count(facet)]));
}

/** How to count the facets whose values are not names. */
const COUNTS: Readonly<Record<Exclude<Facet, NameField>, (matches: readonly Matched[]) => FacetCount[]>> = {
  decade: decades,
};

function decades(matches: readonly Matched[]): FacetCount[] {
  const counts = new Uint32Array(Math.floor(FILM_BOUNDS.yearMax / 10) + 1);
  for (const { segment, films, total } of matches) {
    segment.years.tallyDecades(films, total, counts);
  }
  const best = new Smallest<FacetCount>(FACET_VALUES, (a, b) => b.count - a.count || byCodeUnit(a.value, b.value));
  for (let decade = Math.floor(FILM_BOUNDS.yearMin / 10); decade < counts.length; decade += 1) {
    if (counts[decade]! > 0) best.offer({ value: String(decade * 10), count: counts[decade]! });
  }
  return best.items;
}

/**
 * Counts the names of the matching films, and keeps the counts in the tallies of the segments. Leaves out the largest
 * segment if its matching films are many.
 */
function tallyNames(matches: readonly Matched[], fields: readonly NameField[]): void {
  for (const matched of matches) {
    const { segment, films } = matched;
    for (const field of fields) segment.names[field].tally.clear();
    if (matched !== matches[0] || !areMany(matched)) segment.films.tally(films, fields);
  }
}

/**
 * The values of a declared attribute. The rows of films do not have them, so the films of each value are counted in
 * every segment, even if few films match.
 */
function attributeValues(matches: readonly Matched[], attribute: string): FacetCount[] {
  const namesOf: NamesOf = (segment) => segment.attributes.namesOf(attribute);
  for (const [i, { segment, films }] of matches.entries()) {
    const own = namesOf(segment);
    own.tally.clear();
    for (let name = 0; i > 0 && name < own.size; name = own.endOf(name)) {
      const count = own.countIn(name, films);
      if (count > 0) own.tally.add(name, count);
    }
  }
  return names(matches, namesOf, () => true);
}

function areMany({ segment, total }: Matched): boolean {
  return total * MANY_FILMS >= segment.size;
}

/**
 * The most frequent names. Names of equal count are sorted by key. In the largest segment only some names are
 * counted: its own most frequent names, and those that matching films of other segments also have.
 *
 * @param isUncounted whether the tally lacks the names of the largest segment's matching films
 */
function names(
  matches: readonly Matched[],
  namesOf: NamesOf,
  isUncounted: (matched: Matched) => boolean,
): FacetCount[] {
  const [largest, ...others] = matches;
  if (!largest) return [];
  const own = namesOf(largest.segment);
  const all = new AllNames(
    matches.map(({ segment }) => segment),
    namesOf,
  );
  if (others.length === 0) {
    return busiest(largest, own, FACET_VALUES, isUncounted(largest)).map((name) => ({
      value: all.shown(name),
      count: own.tally.countOf(name),
    }));
  }
  const elsewhere = new Map<NameId, number>();
  for (const { segment } of others) {
    const theirs = namesOf(segment);
    for (const name of theirs.tally.touched) {
      const id = all.idOf(theirs, name);
      elsewhere.set(id, (elsewhere.get(id) ?? 0) + theirs.tally.countOf(name));
    }
  }
  const best = new Smallest<readonly [id: NameId, count: number]>(
    FACET_VALUES,
    ([a, inA], [b, inB]) => inB - inA || all.compare(a, b),
  );
  for (const name of busiest(largest, own, FACET_VALUES + elsewhere.size, isUncounted(largest))) {
    if (!elsewhere.has(name)) best.offer([name, own.tally.countOf(name)]);
  }
  for (const [id, count] of elsewhere) {
    best.offer([id, count + (typeof id === 'number' ? own.countIn(id, largest.films) : 0)]);
  }
  return best.items.map(([id, count]) => ({ value: all.shown(id), count }));
}

/**
 * The names that are in the most matching films, in descending order of their counts; at most `atMost` of them. Their
 * counts are in the tally. If the films are few, the tally already has the names of each film. If they are many, the
 * films of each name are counted instead. Names are sorted by how many films they have in all, so counting stops when
 * no later name can have enough.
 */
function busiest(matched: Matched, names: FilmNames, atMost: number, isUncounted: boolean): readonly number[] {
  const { tally } = names;
  const best = new SmallestByKey(atMost);
  const offer = (name: number) => {
    best.offer(name, names.placeOf(name) - tally.countOf(name) * NAMES);
  };
  if (!isUncounted) {
    for (const name of tally.touched) offer(name);
    return best.items;
  }
  for (let name = 0; name < names.size; name = names.endOf(name)) {
    const fewest = best.isFull ? tally.countOf(best.items.at(-1)!) : 1;
    if (names.mostFilmsOf(name) < fewest) break;
    const count = names.countIn(name, matched.films);
    if (count < fewest) continue;
    tally.add(name, count);
    offer(name);
  }
  return best.items;
}
