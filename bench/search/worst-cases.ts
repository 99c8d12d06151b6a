import { pick, seededRandom } from '../../server/testing/random.ts';
import type { FilmQuery } from '../../server/src/domain/film-query.ts';
import { makeTypo } from './workload/make-typo.ts';
import { EMPTY_QUERY, type Workload } from './workload/bench-case.ts';

const QUERIES_PER_SHAPE = 200;
const LETTERS = Array.from('abcdefghijklmnopqrstuvwxyz0123456789');
const STOP_WORDS = ['the', 'of', 'a', 'and', 'in', 'to', 'on', 'for', 'from', 'at', 'with', 'my', 'i', 'is'];

/**
 * Makes queries that are designed to be slow. They are grouped by what makes them slow, and their words come from the
 * workload.
 */
export function worstCases(workload: Workload, seed: number): Readonly<Record<string, readonly FilmQuery[]>> {
  const random = seededRandom(seed);
  const words = workload.g.map(({ query }) => query.q ?? '');
  const names = workload.d.map(({ query }) => query.q ?? '');
  const genres = [...new Set(workload.f.flatMap(({ query }) => query.genres))];
  const many = <T>(count: number, make: (i: number) => T) => Array.from({ length: count }, (_, i) => make(i));
  const misspelt = () => makeTypo(random, pick(random, words))?.text ?? 'qqqqqx';
  const queries = (make: (i: number) => Partial<FilmQuery>): FilmQuery[] =>
    many(QUERIES_PER_SHAPE, (i) => ({ ...EMPTY_QUERY, ...make(i) }));
  return {
    'one letter': queries((i) => ({ q: LETTERS[i % LETTERS.length] })),
    'one letter with facets': queries((i) => ({ q: LETTERS[i % LETTERS.length], facets: ['genre', 'decade', 'cast'] })),
    'everything with facets': queries((i) => ({ yearFrom: 1870 + i, facets: ['genre', 'decade', 'cast'] })),
    'only stop words': queries((i) => ({ q: many(1 + (i % 8), () => pick(random, STOP_WORDS)).join(' ') })),
    '50 misspelt words': queries(() => ({ q: many(50, misspelt).join(' ') })),
    '50 misspelt words in 200 characters': queries(() => ({ q: many(50, () => misspelt().slice(0, 3)).join(' ') })),
    'one word of 200 letters': queries(() => ({ q: many(200, () => pick(random, LETTERS)).join('') })),
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
