/**
 * Keeps the k smallest of the offered items by key, in two sorted arrays with binary insertion. Items and keys are
 * numbers. It is made for k of up to some hundreds. Unlike {@link Smallest}, it calls no function to compare items. Of
 * items with equal keys the earlier comes first.
 */
export class SmallestByKey {
  /** The items, smallest key first. */
  readonly items: number[] = [];
  /** Their keys. */
  readonly keys: number[] = [];
  readonly #limit: number;

  constructor(limit: number) {
    this.#limit = limit;
  }

  get isFull(): boolean {
    return this.items.length === this.#limit;
  }

  offer(item: number, key: number): void {
    const { items, keys } = this;
    const { length } = keys;
    const { isFull } = this;
    if (isFull && (length === 0 || key >= keys[length - 1]!)) return;
    let low = 0;
    let high = length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (key < keys[middle]!) high = middle;
      else low = middle + 1;
    }
    if (!isFull) {
      items.push(item);
      keys.push(key);
    }
    for (let i = isFull ? length - 1 : length; i > low; i -= 1) {
      items[i] = items[i - 1]!;
      keys[i] = keys[i - 1]!;
    }
    items[low] = item;
    keys[low] = key;
  }
}
