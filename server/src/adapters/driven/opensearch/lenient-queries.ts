import { joinInitials } from '../../../domain/text/keys.ts';
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
import { tier } from './film-queries.ts';

/** The films whose whole title is the text with at most this many typos. */
export function titleWithTypos(text: TypedText, edits: 1 | 2, isSameLength: boolean): Clause {
  return any(
    ...text.readings.flatMap(({ squashed, joined, terms: words }) =>
      [...new Set([squashed, joined])].flatMap((form) => {
        const allowed = allowedTypos(form);
        if (allowed < edits || (edits === 2 && allowed < 2)) return [];
        return [
          all(
            fuzzy('squashed', form, edits),
            term('numbers', numbersIn(words)),
            ...(isSameLength ? [term('length', words.length)] : []),
          ),
        ];
      }),
    ),
  );
}

/** The most terms that one misspelt word may stand for. */
const MAX_EXPANSIONS = 200;

function fuzzy(field: string, value: string, fuzziness: number): Clause {
  return { fuzzy: { [field]: { value, fuzziness, max_expansions: MAX_EXPANSIONS, transpositions: true } } };
}

/** How well a film has a word if typos are tolerated: more for the word as typed, and for the title. */
type Likeness = { readonly clause: Clause; readonly quality: number };

/**
 * The ways in which a film may have word i of the text.
 *
 * @param isForgiven whether typos are tolerated in this word
 */
function waysToHave(
  { words, scope }: TypedText,
  i: number,
  isForgiven: boolean,
  fields = WORD_FIELDS[scope] as readonly string[],
): Likeness[] {
  const word = words[i]!;
  const ways: Likeness[] = fields.map((field) => ({
    clause: any(...wordIn(field, word)),
    quality: field.endsWith('itleWords') ? 1 : 0.9375,
  }));
  const [before, after] = [words[i - 1], words[i + 1]];
  const joined = [before && before.term + word.term, after && word.term + after.term].filter((it) => it !== undefined);
  for (const each of joined) {
    const isEnd = words.at(-1)?.isUnfinished === true && each.endsWith(words.at(-1)!.term);
    ways.push({ clause: hasWord({ term: each, isUnfinished: isEnd }, fields), quality: 0.6875 });
  }
  if (!isForgiven || i >= MAX_MISSPELT_WORDS) return ways;
  const edits = allowedTypos(word.term);
  if (edits >= 1) ways.push({ clause: any(...fields.map((field) => fuzzy(field, word.term, 1))), quality: 0.625 });
  if (edits === 2) ways.push({ clause: any(...fields.map((field) => fuzzy(field, word.term, 2))), quality: 0.375 });
  if (edits >= 1) ways.push({ clause: splits(word, fields), quality: 0.625 });
  const begun = word.isUnfinished ? beginningWithTypo(word.term) : undefined;
  if (begun !== undefined) {
    ways.push({ clause: any(...fields.map((field) => ({ regexp: { [field]: { value: begun } } }))), quality: 0.375 });
  }
  return ways;
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

/** The films that write a typed word as two words of one field. */
function splits({ term: word, isUnfinished }: QueryWord, fields: readonly string[]): Clause {
  const ways: Clause[] = [];
  for (let at = MIN_SPLIT_LETTERS; at <= word.length - MIN_SPLIT_LETTERS; at += 1) {
    const [left, right] = [word.slice(0, at), word.slice(at)];
    for (const field of fields) ways.push(all(term(field, left), hasWord({ term: right, isUnfinished }, [field])));
  }
  return any(...ways);
}

/** Whether typos are tolerated in a word, by its place. */
export type Forgiven = (i: number) => boolean;

/** The films that have a word in any field, or a stem of it. */
export function withWordAnywhere({ words, scope }: TypedText, i: number): Clause {
  return hasWord(words[i]!, WORD_FIELDS[scope]);
}

/** Scores a film by how many of the words it has: 1 for each. */
export function countOfWords(text: TypedText, forgiven: Forgiven): Clause {
  return any(
    ...text.words.map((_, i) => scored(any(...waysToHave(text, i, forgiven(i)).map(({ clause }) => clause)), 1)),
  );
}

/** The films that have at least this many words, those that have them best first. */
export function withMostWords(text: TypedText, forgiven: Forgiven, least: number): Clause {
  const { words } = text;
  const should = words.map((_, i) => any(...waysToHave(text, i, forgiven(i)).map(({ clause }) => clause)));
  const filter = { bool: { should, minimum_should_match: least } };
  const share = 3 / words.length;
  const quality = words.map((_, i) =>
    best(waysToHave(text, i, forgiven(i)).map(({ clause, quality: each }) => scored(clause, sixteenths(share * each)))),
  );
  const rank = least === words.length ? 'one-typo' : 'fewer-words';
  return { bool: { must: [tier(rank, filter)], should: quality } };
}

const sixteenths = (value: number) => Math.max(1, Math.round(value * 16)) / 16;

/** The films that have all words, typos tolerated, in the title or in one alternative title or name. */
export function wordsTogether(text: TypedText, forgiven: Forgiven): Clause {
  const has = (fields: readonly string[]) =>
    all(...text.words.map((_, i) => any(...waysToHave(text, i, forgiven(i), fields).map(({ clause }) => clause))));
  const ways = [has(['titleWords']), nested('otherTitles', has(['otherTitles.words']))];
  if (text.scope === 'all')
    ways.push(nested('names', all(terms('names.field', ['cast', 'director']), has(['names.words']))));
  return any(...ways);
}

const MAX_SHORTENED_WORDS = 8;

/** The films whose whole title is the text without one of its words. */
export function shorterTitles({ terms: typed }: TypedText, isUnknown: (word: string) => boolean): Clause {
  if (typed.length < 2 || typed.length > MAX_SHORTENED_WORDS) return NOTHING;
  const keys = typed.flatMap((left, i) => {
    const rest = typed.toSpliced(i, 1);
    return rest.length > 1 || /^\d+$/.test(left) || isUnknown(left) ? [rest.join(' ')] : [];
  });
  return terms('keys', keys);
}

/** The names of people that have all words; to be used inside of the nested documents of names. */
export function personLike(text: TypedText, withTypos: boolean): Clause {
  const words = text.words.map((_, i) =>
    any(...waysToHave(text, i, withTypos, ['names.words']).map(({ clause }) => clause)),
  );
  const joined = joinedInitials(text);
  const ways = joined ? any(all(...words), wordsIn('names.words', joined)) : all(...words);
  return all(terms('names.field', ['cast', 'director']), ways);
}

function joinedInitials({ words }: TypedText): QueryWord[] | undefined {
  const joined = joinInitials(words.map(({ term: word }) => word));
  if (joined.length === words.length) return undefined;
  return joined.map((word, i) => ({ term: word, isUnfinished: i === joined.length - 1 && words.at(-1)!.isUnfinished }));
}
