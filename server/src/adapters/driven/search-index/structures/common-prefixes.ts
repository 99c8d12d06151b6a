/** One byte can number this many prefixes. More prefixes would save too little. */
const MAX_PREFIXES = 256;

/** Later slashes of a URL end no prefix. A URL may have 2,000, and the real data has at most 9. */
const MOST_SLASHES = 32;

/** Beginnings, up to a slash, that many URLs share. Each is stored only once. */
export class CommonPrefixes {
  /** The first prefix is empty. */
  readonly list: readonly string[];
  readonly #numbers: ReadonlyMap<string, number>;

  private constructor(list: readonly string[]) {
    this.list = list;
    this.#numbers = new Map(list.map((prefix, i) => [prefix, i]));
  }

  static of(urls: readonly string[]): CommonPrefixes {
    // The prefixes are made once for each directory. The 30,352 URLs of the real data are in 9,024 directories.
    const directories = new Map<string, number>();
    for (const url of urls) addTo(directories, url.slice(0, url.lastIndexOf('/') + 1), 1);
    const counts = new Map<string, number>();
    for (const [directory, count] of directories) {
      for (const prefix of prefixesOf(directory)) addTo(counts, prefix, count);
    }
    const saves = ([prefix, count]: readonly [string, number]) => count * prefix.length;
    const best = [...counts]
      .filter(([, count]) => count > 1)
      .sort((a, b) => saves(b) - saves(a) || (a[0] < b[0] ? -1 : 1))
      .slice(0, MAX_PREFIXES - 1);
    return new CommonPrefixes(['', ...best.map(([prefix]) => prefix)]);
  }

  /** The longest prefix of this URL, as its place in the list. */
  numberFor(url: string): number {
    for (const prefix of prefixesOf(url).reverse()) {
      const number = this.#numbers.get(prefix);
      if (number !== undefined) return number;
    }
    return 0;
  }
}

function addTo(counts: Map<string, number>, key: string, more: number): void {
  counts.set(key, (counts.get(key) ?? 0) + more);
}

function prefixesOf(url: string): string[] {
  const prefixes: string[] = [];
  for (
    let slash = url.indexOf('/');
    slash >= 0 && prefixes.length < MOST_SLASHES;
    slash = url.indexOf('/', slash + 1)
  ) {
    prefixes.push(url.slice(0, slash + 1));
  }
  return prefixes;
}
