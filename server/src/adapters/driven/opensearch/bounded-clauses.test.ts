import { expect, test } from '@jest/globals';
import fc from 'fast-check';
import { planQuery } from '../search-index/match/query-plan.ts';
import { best, type Clause } from './clauses.ts';
import { filtersOf } from './film-filters.ts';
import { preferring, withFirstWords } from './film-queries.ts';
import { countOfWords } from './lenient-queries.ts';
import { matchOf, type Reach } from './reach.ts';

/** The default of `indices.query.bool.max_clause_count`. */
const MAX_CLAUSES = 1_024;
const LEAVES = new Set(['term', 'terms', 'prefix', 'regexp', 'range', 'match_all', 'match_none', 'rank_feature']);

/** How many clauses OpenSearch counts, if each misspelt word stands for as many terms as it may. */
function clausesOf(query: unknown): number {
  if (query === null || typeof query !== 'object') return 0;
  return Object.entries(query).reduce((sum, [name, value]: [string, unknown]) => {
    if (name === 'fuzzy')
      return sum + Object.values(value as Record<string, { max_expansions: number }>)[0]!.max_expansions;
    return sum + (LEAVES.has(name) ? 1 : clausesOf(value));
  }, 0);
}

const STEMS = Array.from({ length: 32 }, (_, i) => Array.from({ length: 5 }, () => [`stem${String(i)}`, 0.1] as const));
const LENIENT: Reach = {
  kind: 'lenient',
  respelt: Array.from({ length: 8 }, (_, i) => `title ${String(i)}`),
  forgiven: '1'.repeat(32),
  words: 1,
  titleEdits: 2,
  least: 0.1,
  isTogether: true,
  unknown: '1'.repeat(32),
  isPartial: false,
};
const REACHES: readonly Reach[] = [
  LENIENT,
  { ...LENIENT, stems: STEMS },
  { ...LENIENT, kind: 'similar' },
  { ...LENIENT, kind: 'named', stems: STEMS },
];

function mostClauses(typed: string): number {
  const names = Array.from({ length: 20 }, () => typed);
  const query = { q: typed, title: typed, cast: names, directors: names, genres: names } as const;
  const plan = planQuery({ ...query, sort: 'relevance', limit: 1, facets: [] });
  if (plan.isHopeless || !plan.text) return 0;
  const text = withFirstWords(plan.text);
  const filter = filtersOf(plan, [], []);
  const queries: Clause[] = REACHES.map((reach) => ({
    bool: { must: [preferring(text, best(matchOf(text, reach)))], filter },
  }));
  return Math.max(...[...queries, countOfWords(text, () => true)].map(clausesOf));
}

const letters = fc.constantFrom(
  ...'abcdefghijklmnopqrstuvwxyz'.split(''),
  '\ufb03',
  '\ufdfa',
  '\u795e',
  '\u3316',
  '\u0434',
  '7',
);
const words = fc
  .tuple(fc.integer({ min: 1, max: 40 }), fc.array(letters, { minLength: 200, maxLength: 200 }))
  .map(([length, all]) => all.map((letter, i) => (i % (length + 1) === length ? ' ' : letter)).join(''));

test('no text makes a query of more clauses than OpenSearch accepts', () => {
  fc.assert(
    fc.property(words, fc.constantFrom('', ' movie', ' movie 1999'), (text, end) => {
      expect(mostClauses(text.slice(0, 200 - end.length) + end)).toBeLessThanOrEqual(MAX_CLAUSES);
    }),
  );
});
