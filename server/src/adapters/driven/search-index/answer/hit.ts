import type { Segment } from '../store/segment.ts';
import type { Bits } from '../structures/bits.ts';

/** A film of an answer. `rank` is 0 or more; 0 is the best. It matters only if films are sorted by relevance. */
export type Hit = {
  readonly segment: Segment;
  readonly film: number;
  readonly rank: number;
  /** The key by which its title is sorted. Absent until it is first compared. */
  titleKey?: string;
};

/** The films of one segment that match. */
export type Matched = { readonly segment: Segment; readonly films: Bits; readonly total: number };
