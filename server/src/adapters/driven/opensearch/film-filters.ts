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
  nested,
  NOTHING,
  term,
  terms,
  WORD_FIELDS,
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
  for (const word of plan.titleWords) filters.push(hasWord(word, WORD_FIELDS.title));
  for (const [i, name] of plan.names.entries()) filters.push(nameFilter(name, exact[i] === true));
  if (plan.anyGenres.length > 0) filters.push(terms('genreKeys', plan.anyGenres));
  if (plan.notGenres.length > 0) filters.push({ bool: { must_not: [terms('genreKeys', plan.notGenres)] } });
  for (const filter of plan.attributes) filters.push(attributeFilter(filter, declared));
  return filters;
}

/** The field with the keys of the names of a field of films. */
export const keysField = (field: PersonField | 'genre') => `${field}Keys` as const;

function nameFilter({ field, key, terms: typed, wordings }: NameFilter, isExact: boolean): Clause {
  if (isExact || !isPersonField(field)) return term(keysField(field), key);
  const respaced = respacings(typed).map((words) => words.map((word) => ({ term: word, isUnfinished: false })));
  return nested(
    'names',
    all(
      term('names.field', field),
      any(...[...wordings.map(finished), ...respaced].map((words) => wordsIn('names.words', words))),
    ),
  );
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

function attributeFilter(filter: AttributeFilter, declared: DeclaredAttributes): Clause {
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
  const words = termsOf(filter.value);
  return words.length === 0 ? NOTHING : all(...words.map((word) => term(attributeField.text(name), word)));
}
