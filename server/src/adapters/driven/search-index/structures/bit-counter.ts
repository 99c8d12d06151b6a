import { intersect, subtract, isEmpty, type Bits } from './bits.ts';
import type { BitArena } from './bit-arena.ts';

/**
 * Counts for every member of a universe at once: plane p holds bit p of all counts, and adding one to the members of a
 * set is a carry rippling through the planes. 32 counts a machine operation; n additions cost about 2n passes.
 */
export class BitCounter {
  readonly #planes: Bits[] = [];
  readonly #arena: BitArena;

  constructor(arena: BitArena) {
    this.#arena = arena;
  }

  /** Adds one for each member. `members` is used up. */
  add(members: Bits): void {
    const carry = members;
    for (const plane of this.#planes) {
      let left = 0;
      for (let w = 0; w < carry.length; w += 1) {
        const both = plane[w]! & carry[w]!;
        plane[w]! ^= carry[w]!;
        carry[w] = both;
        left |= both;
      }
      if (left === 0) return;
    }
    if (!isEmpty(carry)) this.#planes.push(this.#arena.copyOf(carry));
  }

  /** The highest count among the members; 0 for no members. */
  highest(members: Bits): number {
    const best = this.#arena.copyOf(members);
    const trial = this.#arena.take();
    let count = 0;
    for (let p = this.#planes.length - 1; p >= 0; p -= 1) {
      trial.set(best);
      intersect(trial, this.#planes[p]!);
      if (isEmpty(trial)) continue;
      best.set(trial);
      count |= 1 << p;
    }
    return count;
  }

  /** Leaves only those members whose count this is. */
  keepCount(members: Bits, count: number): void {
    if (count >>> this.#planes.length !== 0) members.fill(0);
    for (const [p, plane] of this.#planes.entries()) {
      if (((count >>> p) & 1) === 1) intersect(members, plane);
      else subtract(members, plane);
    }
  }
}
