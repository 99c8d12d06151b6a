import type { Segment } from '../store/segment.ts';
import type { Bits } from '../structures/bits.ts';

/** A film of an answer. `rank` is 0 and more, the best first; it matters only for relevance. */
export type Hit = {
  readonly segment: Segment;
  readonly film: number;
  readonly rank: number;
  /** The key that its title is sorted by, once it has been compared. */
  titleKey?: string;
};

/** Films of one segment that match. */
export type Matched = { readonly segment: Segment; readonly films: Bits; readonly total: number };
