/**
 * The items, sorted by a key in ascending order. The key is computed once for each item. Items with equal keys keep
 * their order. An insertion sort, for few items, such as the words of a query. For two items, `sort()` and a record for
 * each item would take five times as long.
 */
export function ascendingBy<Item>(items: readonly Item[], keyOf: (item: Item) => number): readonly Item[] {
  if (items.length < 2) return items;
  const sorted: Item[] = [];
  const keys: number[] = [];
  for (const item of items) {
    const key = keyOf(item);
    let at = keys.length;
    for (; at > 0 && keys[at - 1]! > key; at -= 1) {
      keys[at] = keys[at - 1]!;
      sorted[at] = sorted[at - 1]!;
    }
    keys[at] = key;
    sorted[at] = item;
  }
  return sorted;
}
