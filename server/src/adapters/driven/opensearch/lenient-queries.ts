import { joinInitials } from '../../../domain/text/keys.ts';
import { squashedQuery } from '../../../domain/text/squashed-forms.ts';
import {
  allowedTypos,
  MAX_MISSPELT_WORDS,
  MIN_SPLIT_LETTERS,
  MIN_UNFINISHED_LETTERS,
} from '../../../domain/text/typo-rules.ts';
import type { QueryWord, TypedText } from '../search-index/match/query-plan.ts';
import {
  all,
  any,
  best,
  hasWord,
  nested,
  NOTHING,
  scored,
  term,
  terms,
  WORD_FIELDS,
  wordIn,
  wordsIn,
  type Clause,
} from './clauses.ts';
import { numbersIn } from './film-document.ts';
import { scoreOf } from './film-queries.ts';

/**
 * OpenSearch refuses a query with more than 1,024 clauses. A fuzzy clause counts as many times as it has expansions. These
 * three are the most that one query may have of each kind, however long the text is. The words of the text, the filters
 * and the stems share the rest.
 */
const MOST_EXPANSIONS = 288;
const MOST_TITLE_EXPANSIONS = 80;
/** A place has two clauses for each field. */
const MOST_SPLIT_PLACES = 36;
/** The most terms that one misspelt word may stand for. */
const MOST_EXPANSIONS_OF_WORD = 144;

/**
 * Finding words with two typos takes OpenSearch about 0.4 ms for each letter of the word. Further words tolerate one typo,
 * which takes a fifth of that.
 */
const MOST_LETTERS_WITH_TWO = 64;

/** How many typos are tolerated in each word, so that any words take a bounded time. */
export function typosIn(words: readonly string[]): (0 | 1 | 2)[] {
  let letters = 0;
  return words.map((word) => {
    const allowed = allowedTypos(word);
    if (allowed === 2) letters += word.length;
    return allowed === 2 && letters > MOST_LETTERS_WITH_TWO ? 1 : allowed;
  });
}

/** The films whose whole title is the text with at most this many typos. */
export function titleWithTypos(text: TypedText, edits: 1 | 2, isSameLength: boolean): Clause {
  const spellings = text.readings.flatMap(({ squashed, joined, terms: words }) =>
    [...new Set([squashed, joined])].map((form) => ({ form, words })),
  );
  const allowed = typosIn(spellings.map(({ form }) => form));
  const forms = spellings.filter((_, i) => allowed[i]! >= edits);
  const expansions = Math.floor(MOST_TITLE_EXPANSIONS / Math.max(2, forms.length));
  return any(
    ...forms.map(({ form, words }) =>
      all(
        fuzzy('squashed', form, edits, expansions),
        term('numbers', numbersIn(words)),
        // A title with two typos must have as many words as the text. Otherwise "watch bee" would be "Watcher".
        ...(isSameLength || edits === 2 ? [term('length', words.length)] : []),
      ),
    ),
  );
}

function fuzzy(field: string, value: string, fuzziness: number, expansions: number): Clause {
  return { fuzzy: { [field]: { value, fuzziness, max_expansions: expansions, transpositions: true } } };
}

/** How well a film has a word if typos are tolerated: more for the word as typed, and for the title. */
type Likeness = { readonly clause: Clause; readonly quality: number };

/** Whether typos are tolerated in a word, by its place. */
export type Forgiven = (i: number) => boolean;

/** The field in which words are looked for, and the fields of which one must have both halves of a split word. */
type Where = { readonly field: string; readonly parts: readonly string[] };

const inField = (field: string): Where => ({ field, parts: [field] });

/** In a fact, such as a genre or a year, no words were typed as one. */
const anywhereIn = (scope: TypedText['scope']): Where => ({
  field: WORD_FIELDS[scope].any,
  parts: WORD_FIELDS[scope].parts.filter((field) => field !== 'facts'),
});

/** The ways in which a film may have the words of a text. What they cost is bounded, whatever the text is. */
class WordWays {
  readonly #text: TypedText;
  readonly #where: Where;
  readonly #isGraded: boolean;
  /** How many typos are tolerated in each of the first words. */
  readonly #typos: readonly (0 | 1 | 2)[];
  readonly #expansions: number;
  /** The words that are split. */
  readonly #split = new Set<number>();

  /**
   * @param isGraded whether the ways differ in quality, so that one typo must be told apart from two. Default: no
   * @param sharedBy how many such parts the query has. Default: 1
   */
  constructor(text: TypedText, isForgiven: Forgiven, where: Where, { isGraded = false, sharedBy = 1 } = {}) {
    this.#text = text;
    this.#where = where;
    this.#isGraded = isGraded;
    const first = text.words.slice(0, MAX_MISSPELT_WORDS);
    this.#typos = typosIn(first.map(({ term: word }, i) => (isForgiven(i) ? word : '')));
    let places = 0;
    for (const [i, { term: word }] of first.entries()) {
      if (this.#typos[i] === 0) continue;
      places += word.length - 2 * MIN_SPLIT_LETTERS + 1;
      if (places <= MOST_SPLIT_PLACES) this.#split.add(i);
    }
    const fuzzies = this.#typos.reduce<number>((sum, typos) => sum + (isGraded ? typos : Math.min(1, typos)), 0);
    const expansions = Math.floor(MOST_EXPANSIONS / Math.max(1, fuzzies * sharedBy));
    this.#expansions = Math.min(MOST_EXPANSIONS_OF_WORD, expansions);
  }

  /** The films that have the word at this place. */
  having(i: number): Clause {
    return any(...this.ways(i).map(({ clause }) => clause));
  }

  /** The ways in which a film may have the word at this place. */
  ways(i: number): Likeness[] {
    const { words, scope } = this.#text;
    const word = words[i]!;
    const { field } = this.#where;
    const isAnywhere = field === WORD_FIELDS[scope].any;
    const ways: Likeness[] = [{ clause: isAnywhere ? hasWord(word, scope) : wordIn(field, word), quality: 0.9375 }];
    if (this.#isGraded) ways.push({ clause: wordIn('titleWords', word), quality: 1 });
    for (const first of [i - 1, i]) {
      const joined = this.#joined(first);
      if (joined) ways.push({ clause: wordIn(field, joined), quality: 0.6875 });
    }
    const typos = this.#typos[i] ?? 0;
    if (typos === 0) return ways;
    if (this.#isGraded || typos === 1) ways.push({ clause: this.#near(word.term, 1), quality: 0.625 });
    if (typos === 2) ways.push({ clause: this.#near(word.term, 2), quality: 0.375 });
    if (this.#split.has(i)) ways.push({ clause: this.#splits(word), quality: 0.625 });
    const begun = word.isUnfinished ? beginningWithTypo(word.term) : undefined;
    if (begun !== undefined) {
      ways.push({ clause: { regexp: { [field]: { value: begun } } }, quality: 0.375 });
    }
    return ways;
  }

  /** The word at this place joined with the next. This finds one word that was typed as two. */
  #joined(first: number): QueryWord | undefined {
    const [left, right] = [this.#text.words[first], this.#text.words[first + 1]];
    if (!left || !right || first >= MAX_MISSPELT_WORDS) return undefined;
    return { term: left.term + right.term, isUnfinished: right.isUnfinished };
  }

  #near(word: string, edits: 1 | 2): Clause {
    return fuzzy(this.#where.field, word, edits, this.#expansions);
  }

  /** The films that write a typed word as two words of one field. */
  #splits({ term: word, isUnfinished }: QueryWord): Clause {
    const ways: Clause[] = [];
    for (let at = MIN_SPLIT_LETTERS; at <= word.length - MIN_SPLIT_LETTERS; at += 1) {
      const [left, right] = [word.slice(0, at), { term: word.slice(at), isUnfinished }];
      for (const field of this.#where.parts) ways.push(all(term(field, left), wordIn(field, right)));
    }
    return any(...ways);
  }
}

/** Longer regular expressions would have too many letters for OpenSearch. */
const MAX_BEGUN_LETTERS = 20;

/** Words that begin with the unfinished word, one typo in that beginning. Short beginnings tolerate no typo. */
function beginningWithTypo(word: string): string | undefined {
  if (!/^[a-z]+$/.test(word) || word.length < MIN_UNFINISHED_LETTERS || word.length > MAX_BEGUN_LETTERS)
    return undefined;
  const typos = Array.from(word, (_, i) => {
    const [before, after] = [word.slice(0, i), word.slice(i + 1)];
    const swapped = after === '' ? [] : [`${before}${after.slice(0, 1)}${word.slice(i, i + 1)}${after.slice(1)}`];
    return [`${before}.${after}`, `${before}${after}`, `${before}.${word.slice(i)}`, ...swapped];
  }).flat();
  return `(${[...new Set(typos)].join('|')}).*`;
}

/** The films that have a word in any field, or a stem of it. */
export function withWordAnywhere({ words, scope }: TypedText, i: number): Clause {
  return hasWord(words[i]!, scope);
}

/** Scores a film by how many of the words it has: 1 for each. */
export function countOfWords(text: TypedText, forgiven: Forgiven): Clause {
  const ways = new WordWays(text, forgiven, anywhereIn(text.scope));
  return any(...text.words.map((_, i) => scored(ways.having(i), 1)));
}

/** The films that have at least this many words, those that have them best first. */
export function withMostWords(text: TypedText, forgiven: Forgiven, least: number): Clause {
  const { words } = text;
  const ways = new WordWays(text, forgiven, anywhereIn(text.scope), { isGraded: true });
  const isOneWord = words.length === 1;
  const share = isOneWord ? 3 / 2 : 3 / words.length;
  const should = words.map((_, i) =>
    best(ways.ways(i).map(({ clause, quality }) => scored(clause, sixteenths(share * quality)))),
  );
  // For one word, films whose title has no other word come first: "cassabl" more likely means Casablanca than a longer title
  // with a more similar word.
  if (isOneWord) {
    const inTitle = new WordWays(text, forgiven, inField('titleWords'), { sharedBy: 2 });
    should.push(scored(all(term('length', 1), inTitle.having(0)), 3 / 2));
  }
  const name = least === words.length ? 'one-typo' : 'fewer-words';
  const onTier = { constant_score: { filter: { match_all: {} }, boost: scoreOf(name) } };
  return { bool: { must: [onTier], should, minimum_should_match: least, _name: name } };
}

const sixteenths = (value: number) => Math.max(1, Math.round(value * 16)) / 16;

/** The films that have all words, typos tolerated, in the title or in one alternative title or name. */
export function wordsTogether(text: TypedText, forgiven: Forgiven): Clause {
  const fields = ['titleWords', 'otherTitles.words', ...(text.scope === 'all' ? ['names.words'] : [])];
  const [inTitle, inOther, inName] = fields.map((field) => {
    const ways = new WordWays(text, forgiven, inField(field), { sharedBy: fields.length });
    return all(...text.words.map((_, i) => ways.having(i)));
  });
  const found = [inTitle!, nested('otherTitles', inOther!)];
  if (inName) found.push(nested('names', all(terms('names.field', ['cast', 'director']), inName)));
  return any(...found);
}

const MAX_SHORTENED_WORDS = 8;

/** The films whose whole title is the text without one of its words. */
export function shorterTitles({ terms: typed }: TypedText, isUnknown: (word: string) => boolean): Clause {
  if (typed.length < 2 || typed.length > MAX_SHORTENED_WORDS) return NOTHING;
  const forms = typed.flatMap((left, i) => {
    const rest = typed.toSpliced(i, 1);
    return rest.length > 1 || /^\d+$/.test(left) || isUnknown(left) ? [squashedQuery(rest)] : [];
  });
  return terms('squashed', forms);
}

/** The names of people that have all words; to be used inside of the nested documents of names. */
export function personLike(text: TypedText, withTypos: boolean): Clause {
  const ways = new WordWays(text, () => withTypos, inField('names.words'));
  const words = text.words.map((_, i) => ways.having(i));
  const joined = joinedInitials(text);
  const found = joined ? any(all(...words), wordsIn('names.words', joined)) : all(...words);
  return all(terms('names.field', ['cast', 'director']), found);
}

function joinedInitials({ words }: TypedText): QueryWord[] | undefined {
  const joined = joinInitials(words.map(({ term: word }) => word));
  if (joined.length === words.length) return undefined;
  return joined.map((word, i) => ({ term: word, isUnfinished: i === joined.length - 1 && words.at(-1)!.isUnfinished }));
}
