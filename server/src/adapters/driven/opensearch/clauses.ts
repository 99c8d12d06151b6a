import type { QueryWord } from '../search-index/match/query-plan.ts';

/** A query in the language of OpenSearch. */
export type Clause = Readonly<Record<string, unknown>>;

export const LIVE: Clause = { term: { deleted: false } };
export const NOTHING: Clause = { match_none: {} };

export const all = (...filter: readonly Clause[]): Clause => ({ bool: { filter } });
export const any = (...should: readonly Clause[]): Clause =>
  should.length === 0 ? NOTHING : { bool: { should, minimum_should_match: 1 } };
export const term = (field: string, value: string | number): Clause => ({ term: { [field]: value } });
export const terms = (field: string, values: readonly string[]): Clause => ({ terms: { [field]: values } });
export const prefix = (field: string, value: string): Clause => ({ prefix: { [field]: value } });
export const nested = (path: string, query: Clause): Clause => ({ nested: { path, query, score_mode: 'none' } });
export const scored = (filter: Clause, boost: number, name?: string): Clause => ({
  constant_score: { filter, boost, ...(name !== undefined && { _name: name }) },
});
export const best = (queries: readonly Clause[]): Clause => ({ dis_max: { queries } });

/** The fields that have words, by the scope of a search. */
export const WORD_FIELDS = {
  all: ['titleWords', 'otherWords', 'nameWords', 'facts'],
  title: ['titleWords', 'otherWords'],
} as const;

/** One character, or a number of two digits, is never the beginning of a genre, a year or a decade. */
const mayBegin = (field: string, word: string) => field !== 'facts' || !/^(?:.|\d\d)$/u.test(word);

export function wordIn(field: string, { term: word, isUnfinished }: QueryWord): Clause[] {
  return isUnfinished && mayBegin(field, word) ? [prefix(field, word)] : [term(field, word)];
}

export function hasWord(word: QueryWord, fields: readonly string[]): Clause {
  return any(...fields.flatMap((field) => wordIn(field, word)));
}

export const finished = (words: readonly QueryWord[]): QueryWord[] =>
  words.map((word) => ({ ...word, isUnfinished: false }));

export const wordsIn = (field: string, words: readonly QueryWord[]) =>
  all(...words.map((word) => hasWord(word, [field])));
