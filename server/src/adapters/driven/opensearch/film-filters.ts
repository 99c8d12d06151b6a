import type { DeclaredAttributes } from '../../../domain/declared-attributes.ts';
import type { AttributeFilter, PersonField } from '../../../domain/film-query.ts';
import { termsOf } from '../../../domain/text/fold-text.ts';
import { genreKey } from '../../../domain/text/keys.ts';
import { allowedTypos, MIN_SPLIT_LETTERS } from '../../../domain/text/typo-rules.ts';
import { isPersonField } from '../search-index/columns/fields.ts';
import type { NameFilter, QueryPlan } from '../search-index/match/query-plan.ts';
import {
  all,
  any,
  finished,
  hasWord,
  LIVE,
  MOST_WORDS,
  nested,
  NOTHING,
  term,
  terms,
  wordsIn,
  type Clause,
} from './clauses.ts';
import { attributeField } from './film-document.ts';

/** The filters of a query, next to its text. */
export function filtersOf(plan: QueryPlan, exact: readonly boolean[], declared: DeclaredAttributes): Clause[] {
  const filters: Clause[] = [LIVE];
  if (plan.yearFrom > -Infinity || plan.yearTo < Infinity) {
    filters.push({
      range: {
        year: {
          ...(plan.yearFrom > -Infinity && { gte: plan.yearFrom }),
          ...(plan.yearTo < Infinity && { lte: plan.yearTo }),
        },
      },
    });
  }
  for (const word of plan.titleWords.slice(0, MOST_WORDS)) filters.push(hasWord(word, 'title'));
  const inexact = plan.names.filter((_, i) => exact[i] !== true).length;
  const share = Math.floor(MOST_NAME_CLAUSES / Math.max(1, inexact));
  for (const [i, name] of plan.names.entries()) filters.push(nameFilter(name, exact[i] === true, share));
  if (plan.anyGenres.length > 0) filters.push(terms('genreKeys', plan.anyGenres));
  if (plan.notGenres.length > 0) filters.push({ bool: { must_not: [terms('genreKeys', plan.notGenres)] } });
  const wordsOfText = Math.max(1, Math.floor(MOST_TEXT_CLAUSES / Math.max(1, plan.attributes.length)));
  for (const filter of plan.attributes) filters.push(attributeFilter(filter, declared, wordsOfText));
  return filters;
}

/** The field with the keys of the names of a field of films. */
export const keysField = (field: PersonField | 'genre') => `${field}Keys` as const;

/** The most clauses of all filters by names, and of all filters by texts of attributes. They are divided equally. */
const MOST_NAME_CLAUSES = 160;
const MOST_TEXT_CLAUSES = 60;

/** @param share how many clauses the filter may have */
function nameFilter({ field, key, terms: typed, wordings }: NameFilter, isExact: boolean, share: number): Clause {
  if (isExact || !isPersonField(field)) return term(keysField(field), key);
  const respaced = respacings(typed).map((words) => words.map((word) => ({ term: word, isUnfinished: false })));
  const [asTyped = [], ...others] = [...wordings.map(finished), ...respaced];
  const ways = [wordsIn('names.words', asTyped.slice(0, share))];
  let left = share - asTyped.length;
  for (const words of others) {
    left -= words.length;
    if (left >= 0) ways.push(wordsIn('names.words', words));
  }
  return nested('names', all(term('names.field', field), any(...ways)));
}

/** The words of a typed name with other spaces: two neighbours joined, or one word split. */
function respacings(words: readonly string[]): string[][] {
  const others: string[][] = [];
  for (const [at, word] of words.entries()) {
    const next = words[at + 1];
    if (next !== undefined) others.push(words.toSpliced(at, 2, word + next));
    if (allowedTypos(word) === 0) continue;
    for (let end = MIN_SPLIT_LETTERS; end <= word.length - MIN_SPLIT_LETTERS; end += 1) {
      others.push(words.toSpliced(at, 1, word.slice(0, end), word.slice(end)));
    }
  }
  return others;
}

/** @param mostWords how many words of a text are looked for */
function attributeFilter(filter: AttributeFilter, declared: DeclaredAttributes, mostWords: number): Clause {
  const { name } = filter;
  if (!('value' in filter)) {
    const { from, to } = filter;
    return {
      range: {
        [attributeField.number(name)]: {
          ...(from !== undefined && { gte: from }),
          ...(to !== undefined && { lte: to }),
        },
      },
    };
  }
  if (declared.find((each) => each.name === name)?.type !== 'text') {
    return term(attributeField.keyword(name), genreKey(filter.value));
  }
  const words = [...new Set(termsOf(filter.value))].slice(0, mostWords);
  return words.length === 0 ? NOTHING : all(...words.map((word) => term(attributeField.text(name), word)));
}
