import {
  FACET_VALUES,
  PERSON_FIELDS,
  isAttributeFacet,
  nameOfFacet,
  type AttributeFacet,
  type Facet,
  type FacetCounts,
} from '../../../domain/film-query.ts';
import { attributeField } from './film-document.ts';
import type { Aggregation } from './search-node.ts';

type AnyFacet = Facet | AttributeFacet;

function fieldOf(facet: AnyFacet): string {
  if (isAttributeFacet(facet)) return attributeField.keyword(nameOfFacet(facet));
  return facet === 'decade' ? 'decade' : `${facet}Keys`;
}

/** The counts are exact, because an index has one shard. */
export function facetRequests(facets: readonly AnyFacet[]): Record<string, unknown> {
  return Object.fromEntries(
    facets.map((facet) => [
      facet,
      { terms: { field: fieldOf(facet), size: FACET_VALUES, order: [{ _count: 'desc' }, { _key: 'asc' }] } },
    ]),
  );
}

/**
 * @param spellings for each key of a name, the spelling that most films have
 */
export function facetsOf(
  facets: readonly AnyFacet[],
  aggregations: Readonly<Record<string, Aggregation>>,
  spellings: Spellings,
): FacetCounts {
  return Object.fromEntries(
    facets.map((facet) => [
      facet,
      (aggregations[facet]?.buckets ?? []).map(({ key, doc_count: count }) => ({
        value: facet === 'decade' ? key : spellings(facet, key),
        count,
      })),
    ]),
  );
}

/** The names whose spellings count together: those of a person in any field are one. */
const groupOf = (facet: AnyFacet | 'person') =>
  facet === 'cast' || facet === 'director'
    ? 'person'
    : isAnyAttribute(facet)
      ? attributeField.keyword(nameOfFacet(facet))
      : facet;

function isAnyAttribute(facet: AnyFacet | 'person'): facet is AttributeFacet {
  return facet !== 'person' && isAttributeFacet(facet);
}

/** Asks for the most frequent spelling of each key, over all films of the index. */
export function spellingsRequest(keysOf: ReadonlyMap<AnyFacet | 'person', readonly string[]>): Record<string, unknown> {
  const groups = new Map<string, Set<string>>();
  for (const [facet, keys] of keysOf) {
    const group = groupOf(facet);
    groups.set(group, new Set([...(groups.get(group) ?? []), ...keys]));
  }
  return Object.fromEntries(
    [...groups].map(([group, keys]) => [
      `spellings ${group}`,
      {
        nested: { path: 'names' },
        aggs: {
          of: {
            filter: {
              bool: {
                filter: [
                  { terms: { 'names.field': group === 'person' ? PERSON_FIELDS : [group] } },
                  { terms: { 'names.key': [...keys] } },
                ],
              },
            },
            aggs: {
              keys: {
                terms: { field: 'names.key', size: Math.max(1, keys.size) },
                aggs: {
                  name: { terms: { field: 'names.name', size: 1, order: [{ _count: 'desc' }, { _key: 'asc' }] } },
                },
              },
            },
          },
        },
      },
    ]),
  );
}

/** @returns the most frequent spelling of a key among the names of a facet; the key if there is none */
export type Spellings = (facet: AnyFacet | 'person', key: string) => string;

export function readSpellings(aggregations: Readonly<Record<string, Aggregation>>): Spellings {
  const found = new Map<string, string>();
  for (const [name, aggregation] of Object.entries(aggregations)) {
    if (!name.startsWith('spellings ')) continue;
    const { of } = aggregation as unknown as SpellingsAnswer;
    for (const { key, name: names } of of.keys.buckets) found.set(`${name} ${key}`, names.buckets[0]?.key ?? key);
  }
  return (facet, key) => found.get(`spellings ${groupOf(facet)} ${key}`) ?? key;
}

type SpellingsAnswer = {
  readonly of: {
    readonly keys: {
      readonly buckets: readonly {
        readonly key: string;
        readonly name: { readonly buckets: readonly { readonly key: string }[] };
      }[];
    };
  };
};
