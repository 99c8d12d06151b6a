import type { DeclaredAttributes } from '../../../domain/declared-attributes.ts';
import { isAttributeSort, readAttributeSort, type FilmQuery } from '../../../domain/film-query.ts';
import { attributeField } from './film-document.ts';

type SortStep = Readonly<Record<string, unknown>>;

const BEST_KNOWN_FIRST: readonly SortStep[] = [{ fame: 'desc' }, { year: 'desc' }, { sortKey: 'asc' }, { id: 'asc' }];

const ORDERS = {
  relevance: [{ _score: 'desc' }, ...BEST_KNOWN_FIRST],
  year: [{ year: 'asc' }, { sortKey: 'asc' }, { id: 'asc' }],
  '-year': [{ year: 'desc' }, { sortKey: 'asc' }, { id: 'asc' }],
  title: [{ sortKey: 'asc' }, { year: 'asc' }, { id: 'asc' }],
  '-fame': BEST_KNOWN_FIRST,
} as const satisfies Record<string, readonly SortStep[]>;

/** The order of a sort. The id comes last, so that no two films are equal and a cursor has one place. */
export function orderOf(sort: FilmQuery['sort'], declared: DeclaredAttributes): readonly SortStep[] {
  if (!isAttributeSort(sort)) return ORDERS[sort];
  const { name, order } = readAttributeSort(sort);
  const isNumber = declared.find((each) => each.name === name)?.type === 'number';
  const field = isNumber ? attributeField.number(name) : attributeField.keyword(name);
  const step = {
    [field]: {
      order: order === 'attribute' ? 'asc' : 'desc',
      // A film with several values is sorted by the lowest of them, in both directions.
      mode: 'min',
      missing: '_last',
      unmapped_type: isNumber ? 'double' : 'keyword',
    },
  };
  return [step, ...BEST_KNOWN_FIRST];
}
