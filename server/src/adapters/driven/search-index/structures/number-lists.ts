import { NumberList } from './number-list.ts';

/** Lists of numbers, one after the other. List i is `numbers[starts[i]]` to before `numbers[starts[i + 1]]`. */
export type NumberLists = { readonly starts: Uint32Array; readonly numbers: Uint32Array };

/** @param listOf returns the list of an item, which has the number `i` */
export function packLists<Item>(
  items: readonly Item[],
  listOf: (item: Item, i: number) => Iterable<number>,
): NumberLists {
  const starts = new Uint32Array(items.length + 1);
  const numbers = new NumberList();
  for (let i = 0; i < items.length; i += 1) {
    for (const number of listOf(items[i]!, i)) numbers.push(number);
    starts[i + 1] = numbers.length;
  }
  return { starts, numbers: numbers.finish() };
}

/**
 * Many lists that grow at the same time. A member takes eight bytes. As an array, a list with a single member took 180
 * bytes, and a file of 10 MB can make millions of lists.
 */
export class GrowingLists {
  readonly #lists = new NumberList();
  readonly #members = new NumberList();

  /** Adds a member to a list, unless the list already ends with it. */
  add(list: number, member: number): void {
    this.#lists.push(list);
    this.#members.push(member);
  }

  /**
   * The lists in this order.
   *
   * @param order the number of each list. Every list that has a member must be in it
   */
  inOrder(order: ArrayLike<number>): NumberLists {
    const lists = this.#lists.finish();
    const members = this.#members.finish();
    const ends = new Uint32Array(order.length);
    for (const list of lists) ends[list]! += 1;
    const starts = new Uint32Array(order.length + 1);
    for (let place = 0, end = 0; place < order.length; place += 1) {
      const list = order[place]!;
      starts[place] = end;
      end += ends[list]!;
      ends[list] = starts[place]!;
    }
    starts[order.length] = members.length;
    const numbers = new Uint32Array(members.length);
    for (let i = 0; i < members.length; i += 1) numbers[ends[lists[i]!]!++] = members[i]!;
    return withoutRepeats({ starts, numbers });
  }
}

/** Removes each number that repeats the one before it in its list. The arrays are changed. */
function withoutRepeats({ starts, numbers }: NumberLists): NumberLists {
  let length = 0;
  for (let list = 0; list < starts.length - 1; list += 1) {
    const from = starts[list]!;
    const end = starts[list + 1]!;
    starts[list] = length;
    for (let at = from; at < end; at += 1) {
      if (at === from || numbers[at] !== numbers[length - 1]) numbers[length++] = numbers[at]!;
    }
  }
  starts[starts.length - 1] = length;
  return { starts, numbers: numbers.subarray(0, length) };
}
