/** The items by an ascending key, which is made once for each. Equal ones keep their order. */
export function ascendingBy<Item>(items: readonly Item[], keyOf: (item: Item) => number): readonly Item[] {
  if (items.length < 2) return items;
  const keyed = items.map((item) => ({ item, key: keyOf(item) }));
  return keyed.sort((a, b) => a.key - b.key).map(({ item }) => item);
}
