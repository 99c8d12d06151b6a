/**
 * Keeps the k smallest of the offered items, in a sorted array with binary insertion. It is made for k of up to some
 * hundreds.
 */
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
    // The items are moved by a loop. splice() takes ten times as long, mostly to make the list of removed items.
    if (!isFull) items.push(item);
    for (let i = isFull ? length - 1 : length; i > low; i -= 1) items[i] = items[i - 1]!;
    items[low] = item;
  }
}
