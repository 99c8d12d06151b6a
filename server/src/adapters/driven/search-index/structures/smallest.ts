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
    const { length } = items;
    const isFull = length === this.#limit;
    if (isFull && (length === 0 || this.#compare(item, items[length - 1]!) >= 0)) return;
    let low = 0;
    let high = length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#compare(items[middle]!, item) <= 0) low = middle + 1;
      else high = middle;
    }
    // Moved by hand: splice() takes ten times as long, most of it for the list of what it removes.
    if (!isFull) items.push(item);
    for (let i = isFull ? length - 1 : length; i > low; i -= 1) items[i] = items[i - 1]!;
    items[low] = item;
  }
}
