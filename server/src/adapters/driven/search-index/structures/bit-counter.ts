import { intersect, subtract, isEmpty, type Bits } from './bits.ts';
import type { BitArena } from './bit-arena.ts';

/**
 * Keeps one count for each member of a universe and adds to many counts at once. Plane p holds bit p of all counts.
 * Adding one to the members of a set is a carry that ripples through the planes. One machine operation changes 32
 * counts, and n additions take about 2n passes.
 */
export class BitCounter {
  readonly #planes: Bits[] = [];
  readonly #arena: BitArena;

  constructor(arena: BitArena) {
    this.#arena = arena;
  }

  /** Adds one to the count of each member. Destroys the content of `members`. */
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

  /** The highest count among the members; 0 if there are no members. */
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

  /** Keeps only the members that have this count. */
  keepCount(members: Bits, count: number): void {
    if (count >>> this.#planes.length !== 0) members.fill(0);
    for (const [p, plane] of this.#planes.entries()) {
      if (((count >>> p) & 1) === 1) intersect(members, plane);
      else subtract(members, plane);
    }
  }
}
