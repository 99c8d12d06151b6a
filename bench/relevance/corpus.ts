import type { Film } from '../../server/src/domain/film.ts';
import { foldText, termsOf, titleKey } from '../../server/src/domain/text/fold-text.ts';

export type KnownFilm = {
  readonly id: string;
  readonly title: string;
  readonly year: number;
  readonly cast: readonly string[];
  /** The folded title without its article. Films with the same key share a title. */
  readonly key: string;
};

/**
 * The films, the best known first, with the look-ups that the manglers use when they change titles.
 *
 * The fame of a film is estimated as ln(1 + synopsis / 100 characters) + ln(1 + cast members). This formula is
 * deliberately simpler than the formula that search uses. A benchmark with the same formula could not show that the
 * formula is wrong.
 */
export class Corpus {
  readonly films: readonly KnownFilm[];
  readonly #byKey: ReadonlyMap<string, readonly KnownFilm[]>;
  readonly #byPerson: ReadonlyMap<string, readonly KnownFilm[]>;
  readonly #sortedKeys: readonly string[];
  readonly #words: ReadonlyMap<string, number>;

  constructor(films: readonly Film[]) {
    const ranked = films
      .map((film) => ({ film: toKnownFilm(film), fame: fameOf(film) }))
      .filter(({ film }) => film.key !== '')
      .sort((a, b) => b.fame - a.fame || (a.film.id < b.film.id ? -1 : 1));
    this.films = ranked.map(({ film }) => film);
    this.#byKey = Map.groupBy(this.films, ({ key }) => key);
    this.#byPerson = groupByMany(this.films, ({ cast }) => cast.map(foldText));
    this.#sortedKeys = [...this.#byKey.keys()].sort();
    this.#words = countWords(films);
  }

  /** Films with this title. Case, punctuation, diacritics and the article may differ. */
  titled(title: string): readonly KnownFilm[] {
    return this.#byKey.get(titleKey(title)) ?? [];
  }

  withPerson(name: string): readonly KnownFilm[] {
    return this.#byPerson.get(foldText(name)) ?? [];
  }

  /** Whether the title of another film starts with this text. If so, nobody can know which film is meant. */
  isStartOfOtherTitle(typed: string, key: string): boolean {
    const start = titleKey(typed);
    const from = lowerBound(this.#sortedKeys, start);
    return [from, from + 1].some((at) => this.#sortedKeys[at]?.startsWith(start) && this.#sortedKeys[at] !== key);
  }

  /** In how many synopses and titles this folded word occurs. */
  frequency(word: string): number {
    return this.#words.get(word) ?? 0;
  }
}

function fameOf({ attributes: { extract = '', cast = [] } }: Film): number {
  return Math.log1p(extract.length / 100) + Math.log1p(cast.length);
}

function toKnownFilm({ id, attributes: { title, year, cast = [] } }: Film): KnownFilm {
  return { id, title, year, cast, key: titleKey(title) };
}

function groupByMany<T>(items: readonly T[], keysOf: (item: T) => readonly string[]): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    for (const key of new Set(keysOf(item))) {
      const group = groups.get(key);
      if (group) group.push(item);
      else groups.set(key, [item]);
    }
  }
  return groups;
}

function countWords(films: readonly Film[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { attributes } of films) {
    for (const word of new Set(termsOf(`${attributes.title} ${attributes.extract ?? ''}`))) {
      counts.set(word, (counts.get(word) ?? 0) + 1);
    }
  }
  return counts;
}

function lowerBound(sorted: readonly string[], text: string): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((sorted[middle] ?? '') < text) low = middle + 1;
    else high = middle;
  }
  return low;
}
