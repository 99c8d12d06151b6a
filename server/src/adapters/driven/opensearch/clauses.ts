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
/** Lucene refuses a prefix or a regular expression of more than 1,000 bytes. */
const MAX_BEGINNING_BYTES = 900;
/** Whether a text may be the beginning of something. Only text that was made to be long, with letters like \ufdfa, is longer. */
export const mayBeBeginning = (text: string) => Buffer.byteLength(text) <= MAX_BEGINNING_BYTES;
export const prefix = (field: string, value: string): Clause =>
  mayBeBeginning(value) ? { prefix: { [field]: value } } : term(field, value);
export const nested = (path: string, query: Clause): Clause => ({ nested: { path, query, score_mode: 'none' } });
export const scored = (filter: Clause, boost: number, name?: string): Clause => ({
  constant_score: { filter, boost, ...(name !== undefined && { _name: name }) },
});
export const best = (queries: readonly Clause[]): Clause => ({ dis_max: { queries } });

/** Only the first different words of a text, up to this many, are looked for. Each costs up to 14 clauses. */
export const MOST_WORDS = 32;

/** The fields that have words, by the scope of a search. `any` has the words of all of them. */
export const WORD_FIELDS = {
  all: { any: 'words', parts: ['titleWords', 'otherWords', 'nameWords', 'facts'] },
  title: { any: 'titlesWords', parts: ['titleWords', 'otherWords'] },
} as const;

/** One character, or a number of two digits, is never the beginning of a genre, a year or a decade. */
const mayBeginFact = (word: string) => !/^(?:.|\d\d)$/u.test(word);

/** The films that have a word in a field. */
export function wordIn(field: string, { term: word, isUnfinished }: QueryWord): Clause {
  return isUnfinished && (field !== 'facts' || mayBeginFact(word)) ? prefix(field, word) : term(field, word);
}

/** The films that have a word in any field of the scope. */
export function hasWord(word: QueryWord, scope: 'all' | 'title'): Clause {
  const { any: field, parts } = WORD_FIELDS[scope];
  if (scope === 'title' || !word.isUnfinished || mayBeginFact(word.term)) return wordIn(field, word);
  return any(...parts.map((part) => wordIn(part, word)));
}

export const finished = (words: readonly QueryWord[]): QueryWord[] =>
  words.map((word) => ({ ...word, isUnfinished: false }));

export const wordsIn = (field: string, words: readonly QueryWord[]) => all(...words.map((word) => wordIn(field, word)));
