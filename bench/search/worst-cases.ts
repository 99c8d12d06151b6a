import { pick, seededRandom, type Random } from '../../server/testing/random.ts';
import type { FilmQuery } from '../../server/src/domain/film-query.ts';
import { twoTypos } from '../relevance/manglers/typing.ts';
import { makeTypo } from './workload/make-typo.ts';
import { spacelessFilms } from './workload/spaceless-films.ts';
import { BENCH_FACETS, EMPTY_QUERY, type Workload } from './workload/bench-case.ts';

/** With this many queries, p99.9 is not the slowest query, which may have waited for the garbage collector. */
const QUERIES_PER_SHAPE = 1_000;
/** How many of the longest titles get typos. */
const LONGEST_TITLES = 50;
/** How many of the most frequent words of titles are called common. */
const COMMON_WORDS = 100;
const LETTERS = Array.from('abcdefghijklmnopqrstuvwxyz0123456789');
const STOP_WORDS = ['the', 'of', 'a', 'and', 'in', 'to', 'on', 'for', 'from', 'at', 'with', 'my', 'i', 'is'];

/**
 * Makes queries that are designed to be slow. They are grouped by what makes them slow, and their words come from the
 * workload.
 */
export function worstCases(workload: Workload, seed: number): Readonly<Record<string, readonly FilmQuery[]>> {
  const random = seededRandom(seed);
  const words = workload.g.map(({ query }) => query.q ?? '');
  const titles = workload.a.map(({ query }) => query.q ?? '').sort((a, b) => b.length - a.length);
  const names = workload.d.map(({ query }) => query.q ?? '');
  const genres = [...new Set(workload.f.flatMap(({ query }) => query.genres))];
  const many = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i));
  const word = () => pick(random, words);
  const longWords = words.filter(({ length }) => length >= 8);
  const characters = spacelessFilms(seed).map(({ attributes }) => attributes.title.replaceAll(' ', ''));
  const misspelt = () => makeTypo(random, pick(random, words))?.text ?? 'qqqqqx';
  const common = commonWords(titles);
  const queries = (make: (i: number) => Partial<FilmQuery>): FilmQuery[] =>
    many(QUERIES_PER_SHAPE, (i) => ({ ...EMPTY_QUERY, ...make(i) }));
  return {
    'one letter': queries((i) => ({ q: LETTERS[i % LETTERS.length] })),
    'one letter with facets': queries((i) => ({ q: LETTERS[i % LETTERS.length], facets: BENCH_FACETS })),
    'everything with facets': queries((i) => ({ yearFrom: 1870 + (i % 150), facets: BENCH_FACETS })),
    'only stop words': queries((i) => ({ q: many(1 + (i % 8), () => pick(random, STOP_WORDS)).join(' ') })),
    'the a an': queries(() => ({ q: 'the a an' })),
    '1': queries(() => ({ q: '1' })),
    'one word with a typo': queries(() => ({ q: misspelt() })),
    'a long title with two typos': queries((i) => longTitleWithTypos(random, titles, i)),
    'title, year and movie': queries((i) => ({
      q: `${titles[i % titles.length] ?? ''} movie ${String(1930 + (i % 90))}`,
    })),
    'two words, year and movie': queries((i) => ({ q: `${word()} ${word()} movie ${String(1930 + (i % 90))}` })),
    '50 single letters': queries(() => ({ q: many(50, () => pick(random, LETTERS)).join(' ') })),
    '40 words that exist': queries(() => ({ q: many(40, word).join(' ') })),
    '50 unknown words of 8 letters or more': queries(() => ({
      q: many(50, () => unknown(random, longWords)).join(' '),
    })),
    '100 characters of Chinese, Japanese or Korean': queries(() => ({
      q: many(20, () => pick(random, characters))
        .join('')
        .slice(0, 100),
    })),
    'eight common misspelt words': queries(() => ({
      q: many(8, () => makeTypo(random, pick(random, common))?.text ?? 'qqqqqx').join(' '),
    })),
    '50 misspelt words': queries(() => ({ q: many(50, misspelt).join(' ') })),
    '50 misspelt words with facets': queries(() => ({
      q: many(50, misspelt).join(' '),
      facets: BENCH_FACETS,
    })),
    '50 misspelt words in 200 characters': queries(() => ({ q: many(50, () => misspelt().slice(0, 3)).join(' ') })),
    'one word of 200 letters': queries(() => ({ q: many(200, () => pick(random, LETTERS)).join('') })),
    'one word of 400 letters': queries(() => ({ q: many(400, () => pick(random, LETTERS)).join('') })),
    '100 filters': queries(() => ({
      cast: many(50, () => pick(random, names)),
      genres: many(50, () => pick(random, genres)),
    })),
    'one word and 100 filters': queries(() => ({
      q: pick(random, words),
      cast: many(50, () => pick(random, names)),
      genres: many(50, () => pick(random, genres)),
    })),
  };
}

/** The most frequent words of the titles, among those that are long enough for {@link makeTypo}. */
function commonWords(titles: readonly string[]): string[] {
  const counts = new Map<string, number>();
  for (const word of titles.flatMap((title) => title.toLowerCase().match(/[a-z]{5,}/g) ?? [])) {
    counts.set(word, (counts.get(word) ?? 0) + 1);
  }
  const byCount = [...counts].sort(([, a], [, b]) => b - a);
  return byCount.slice(0, COMMON_WORDS).map(([word]) => word);
}

/** One of the longest titles, with two typos if it has long words. */
function longTitleWithTypos(random: Random, titles: readonly string[], i: number): Partial<FilmQuery> {
  const title = titles[i % LONGEST_TITLES] ?? titles[0] ?? '';
  return { q: twoTypos(random, title) ?? title };
}

/** A word of eight letters or more that no film has, one or two edits from words that films have. */
function unknown(random: Random, words: readonly string[]): string {
  return makeTypo(random, `${pick(random, words)}s`)?.text ?? 'qqqqqqqx';
}
