/** Keeps the k smallest of the items offered: a sorted array, binary insertion. For k up to some hundreds. */
export class Smallest<Item> {
  readonly items: Item[] = [];
  readonly #limit: number;
  readonly #compare: (a: Item, b: Item) => number;

  constructor(limit: number, compare: (a: Item, b: Item) => number) {
    this.#limit = limit;
    this.#compare = compare;
  }

  offer(item: Item): void {
    const { items } = this;
    const last = items.at(-1);
    if (items.length === this.#limit && (last === undefined || this.#compare(item, last) >= 0)) return;
    let low = 0;
    let high = items.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#compare(items[middle]!, item) <= 0) low = middle + 1;
      else high = middle;
    }
    items.splice(low, 0, item);
    if (items.length > this.#limit) items.pop();
  }
}
