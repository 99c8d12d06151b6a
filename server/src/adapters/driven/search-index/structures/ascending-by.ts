/**
 * The items, sorted by a key in ascending order. The key is computed once for each item. Items with equal keys keep
 * their order.
 */
export function ascendingBy<Item>(items: readonly Item[], keyOf: (item: Item) => number): readonly Item[] {
  if (items.length < 2) return items;
  const keyed = items.map((item) => ({ item, key: keyOf(item) }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}
