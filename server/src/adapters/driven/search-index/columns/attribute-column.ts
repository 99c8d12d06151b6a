import type { AttributeFilter } from '../../../../domain/film-query.ts';
import type { BitArena } from '../structures/bit-arena.ts';
import type { Bits } from '../structures/bits.ts';
import type { AttributeOrder } from './attribute-order.ts';
import type { FilmNames } from './film-names.ts';

/** The values that the films of a segment have for a declared attribute. */
export type AttributeColumn = {
  /**
   * Adds the films that match a filter to a set.
   *
   * @param films an empty set
   */
  addMatching(filter: AttributeFilter, films: Bits, sets: BitArena): void;
  /** Absent if films cannot be sorted by this type. */
  readonly order?: AttributeOrder;
  /** Absent if the values of this type have no facet. */
  readonly names?: FilmNames;
};
