import type { DeclaredAttribute, DeclaredAttributes } from '../../src/domain/declared-attributes.ts';
import type { AttributeFilter, FilmQuery } from '../../src/domain/film-query.ts';
import { foldText, termsOf } from '../../src/domain/text/fold-text.ts';
import { hasAllWords, type SearchableFilm } from './searchable-film.ts';

/** The values of a film that have the declared type, in the film's order. */
function valuesIn({ attributes }: SearchableFilm, { name, type }: DeclaredAttribute): (string | number | boolean)[] {
  const listed: unknown[] = [attributes[name]].flat();
  return listed.filter((value) => {
    if (type === 'number' || type === 'boolean') return typeof value === type;
    return typeof value === 'string' && value.trim() !== '' && (type === 'text' || value.length <= 200);
  }) as (string | number | boolean)[];
}

/** The values that the facet of an attribute counts. */
export function facetValues(film: SearchableFilm, declared: DeclaredAttributes, name: string): string[] {
  return declared.filter((each) => each.name === name).flatMap((each) => valuesIn(film, each).map(String));
}

/** The key by which keywords and booleans are compared. A keyword that is only an accent folds to nothing. */
export function keywordKey(value: unknown): string {
  return foldText(String(value)).trim() || String(value).trim();
}

export function matchesAttributes(film: SearchableFilm, declared: DeclaredAttributes, query: FilmQuery): boolean {
  return (query.attributes ?? []).every((filter) => {
    const attribute = declared.find(({ name }) => name === filter.name);
    return attribute !== undefined && matches(valuesIn(film, attribute), attribute, filter);
  });
}

function matches(values: unknown[], { type }: DeclaredAttribute, filter: AttributeFilter): boolean {
  if (!('value' in filter)) {
    const { from = -Infinity, to = Infinity } = filter;
    return values.some((value) => Number(value) >= from && Number(value) <= to);
  }
  if (type !== 'text') return values.some((value) => keywordKey(value) === keywordKey(filter.value));
  return hasAllWords(
    values.flatMap((value) => termsOf(String(value))),
    termsOf(filter.value),
    false,
  );
}

/** The first keys of a sort by an attribute: films without it come last in both directions. */
export function attributeSortKeys(
  film: SearchableFilm,
  declared: DeclaredAttributes,
  sort: string,
): { lacks: number; value: string | number; isDescending: boolean } {
  const isDescending = sort.startsWith('-');
  const attribute = declared.find(({ name }) => sort.replace(/^-/, '') === `attr.${name}`);
  const values = attribute ? valuesIn(film, attribute) : [];
  const keys = attribute?.type === 'number' ? values.map(Number) : values.map(keywordKey);
  const [lowest] = keys.sort((a, b) => (a < b ? -1 : 1));
  return { lacks: lowest === undefined ? 1 : 0, value: lowest ?? 0, isDescending };
}
