import type { DeclaredAttributes } from '../../../domain/declared-attributes.ts';
import { alternativeTitlesOf, synopsisOf, type FilmAttributes, type FilmSummary } from '../../../domain/film.ts';
import { SEARCHED_FIELDS, type SearchedField } from '../../../domain/film-query.ts';
import { canonicalTerms } from '../../../domain/text/canonical-terms.ts';
import { termsOf, tokenize } from '../../../domain/text/fold-text.ts';
import { genreKey } from '../../../domain/text/keys.ts';
import { mentionedNames } from '../../../domain/text/mentioned-names.ts';
import { squashedForms } from '../../../domain/text/squashed-forms.ts';
import { stemOf, stemsOf } from '../../../domain/text/stems.ts';
import { titleForms, titleTokens } from '../../../domain/text/searchable-words.ts';
import { FIELDS, NAME_FIELDS, valuesOf } from '../search-index/columns/fields.ts';
import type { UnratedFilm } from '../search-index/store/indexed-film.ts';
import { WORD_FIELDS } from './clauses.ts';

/** A name or the value of a keyword. Two spellings of one name have equal keys. */
type NameOfFilm = { readonly field: string; readonly key: string; readonly name: string; readonly words: string[] };

/**
 * What OpenSearch keeps of a film. Our own domain code makes all keys and words, and OpenSearch compares them as they
 * are: no analyzer of OpenSearch reads a text, so both engines have one opinion of what a word is.
 */
export type FilmDocument = {
  readonly deleted: false;
  readonly id: string;
  readonly year: number;
  readonly decade: string;
  readonly fame: number;
  readonly sortKey: string;
  /** The key of the title with its article. */
  readonly typed: readonly string[];
  /** The keys of the title; see `titleForms`. */
  readonly keys: readonly string[];
  /** The first of the keys. */
  readonly key: string;
  /** How many words the title has. */
  readonly length: number;
  /** See {@link numbersIn}. */
  readonly numbers: string;
  readonly squashed: readonly string[];
  readonly titleWords: readonly string[];
  /** The keys of alternative titles. */
  readonly otherKeys: readonly string[];
  readonly otherSquashed: readonly string[];
  readonly otherWords: readonly string[];
  readonly nameWords: readonly string[];
  readonly facts: readonly string[];
  readonly castKeys: readonly string[];
  readonly directorKeys: readonly string[];
  readonly genreKeys: readonly string[];
  readonly names: readonly NameOfFilm[];
  readonly otherTitles: readonly { readonly words: readonly string[] }[];
  /** How much the film has of each stem; see docs/search.md. */
  readonly stems: Readonly<Record<string, number>>;
  readonly stemWords: readonly string[];
  readonly mentions: readonly string[];
  /** Begins with `n_`, `k_` or `t_`: the numbers, the keys of keywords and the words of texts of declared attributes. */
  readonly [attribute: `${'n' | 'k' | 't'}_${string}`]: readonly (string | number)[];
  /** What rows, highlights and suggestions are made of. It is stored and not indexed. */
  readonly row: FilmRow;
};

export type FilmRow = {
  readonly summary: FilmSummary;
  readonly alternativeTitles: readonly string[];
  readonly attributes: Readonly<Record<string, FilmAttributes[string]>>;
};

const KEYWORD = { type: 'keyword' } as const;

/** A deleted film stays as a document without any of these fields, so that an older change cannot bring it back. */
const mappingOf = (attributes: Readonly<Record<string, object>>) => ({
  dynamic: 'strict',
  properties: {
    deleted: { type: 'boolean' },
    id: KEYWORD,
    year: { type: 'short' },
    decade: KEYWORD,
    fame: { type: 'short' },
    length: { type: 'short' },
    sortKey: KEYWORD,
    ...Object.fromEntries(
      [
        'typed',
        'key',
        'keys',
        'numbers',
        'squashed',
        'otherKeys',
        'otherSquashed',
        ...Object.values(WORD_FIELDS).map(({ any }) => any),
      ].map((name) => [name, KEYWORD]),
    ),
    // A misspelt word is then looked for in one field and not in four, which is what takes most of the time of a search.
    ...Object.fromEntries(
      WORD_FIELDS.all.parts.map((name) => [
        name,
        {
          ...KEYWORD,
          copy_to: Object.values(WORD_FIELDS).flatMap(({ any, parts }) =>
            (parts as readonly string[]).includes(name) ? [any] : [],
          ),
        },
      ]),
    ),
    ...Object.fromEntries(['castKeys', 'directorKeys', 'genreKeys', 'stemWords', 'mentions'].map((n) => [n, KEYWORD])),
    names: {
      type: 'nested',
      properties: { field: KEYWORD, key: KEYWORD, name: KEYWORD, words: KEYWORD },
    },
    otherTitles: { type: 'nested', properties: { words: KEYWORD } },
    stems: { type: 'rank_features' },
    row: { type: 'object', enabled: false },
    ...attributes,
  },
});

export function mappingFor(declared: DeclaredAttributes) {
  const fields = declared.map(({ name, type }) => {
    if (type === 'number') return [attributeField.number(name), { type: 'double' }];
    return [type === 'text' ? attributeField.text(name) : attributeField.keyword(name), KEYWORD];
  });
  return mappingOf(Object.fromEntries(fields) as Record<string, object>);
}

const KEY_LETTERS = 1_000;

/** Lucene refuses longer terms. Nobody types as many letters. */
const MAX_TERM_BYTES = 8_000;
const fits = (term: string) => term.length * 3 <= MAX_TERM_BYTES;

export function filmDocument(
  film: UnratedFilm,
  attributes: FilmAttributes,
  declared: DeclaredAttributes,
  fame: number,
): FilmDocument {
  const { summary, forms } = film;
  const alternatives = film.alternativeTitles;
  const words = wordsOf(summary);
  const stems = stemsOfFilm(film, words);
  const keysIn = (field: 'cast' | 'director' | 'genre') => distinct(valuesOf(summary, field).map(FIELDS[field].keyOf));
  const article = forms.article === '' ? '' : `${forms.article} `;
  return {
    deleted: false,
    id: summary.id,
    year: summary.year,
    decade: String(Math.floor(summary.year / 10) * 10),
    fame,
    sortKey: film.sortKey,
    typed: forms.keys.map(({ key }) => article + key).filter(fits),
    keys: forms.keys.map(({ key }) => key).filter(fits),
    key: film.key.slice(0, KEY_LETTERS),
    length: forms.words.length,
    numbers: numbersIn(forms.words),
    squashed: film.squashedForms.filter(fits),
    titleWords: distinct(film.terms).filter(fits),
    otherKeys: distinct(alternatives.flatMap((title) => titleForms(title).keys.map(({ key }) => key))).filter(fits),
    otherSquashed: distinct(alternatives.flatMap((title) => squashedForms(title))).filter(fits),
    otherWords: distinct(alternatives.flatMap((title) => termsOfTitle(title))).filter(fits),
    nameWords: distinct([...words.cast, ...words.director]),
    facts: distinct([...words.genre, ...words.year]),
    castKeys: keysIn('cast'),
    directorKeys: keysIn('director'),
    genreKeys: keysIn('genre'),
    names: [...namesOf(summary), ...keywordsOf(film, declared)],
    otherTitles: alternatives.map((title) => ({ words: distinct(termsOfTitle(title)).filter(fits) })),
    stems: Object.fromEntries(stems),
    stemWords: [...stems.keys()],
    mentions: distinct(mentionedNames(synopsisOf(attributes) ?? '').flatMap(partsOfName)),
    ...attributeFields(film, declared),
    row: {
      summary,
      alternativeTitles: alternativeTitlesOf(attributes),
      attributes: Object.fromEntries(
        declared.flatMap(({ name }) => (Object.hasOwn(attributes, name) ? [[name, attributes[name]]] : [])),
      ),
    },
  };
}

/** The fields of a declared attribute. */
export const attributeField = {
  number: (name: string) => `n_${name}` as const,
  keyword: (name: string) => `k_${name}` as const,
  text: (name: string) => `t_${name}` as const,
};

function attributeFields(film: UnratedFilm, declared: DeclaredAttributes) {
  const fields: Record<`${'n' | 'k' | 't'}_${string}`, readonly (string | number)[]> = {};
  for (const [i, { name, type }] of declared.entries()) {
    const values = film.attributes[i] ?? [];
    if (values.length === 0) continue;
    if (type === 'number') fields[attributeField.number(name)] = values;
    else if (type === 'text') fields[attributeField.text(name)] = distinct(values.flatMap((v) => termsOf(String(v))));
    else fields[attributeField.keyword(name)] = distinct(values.map((value) => genreKey(String(value))));
  }
  return fields;
}

function namesOf(summary: FilmSummary): NameOfFilm[] {
  return NAME_FIELDS.flatMap((field) =>
    distinct(valuesOf(summary, field)).map((name) => ({
      field,
      key: FIELDS[field].keyOf(name),
      name,
      words: distinct(FIELDS[field].tokensOf(name, tokenize(name)).map(({ term }) => term)),
    })),
  );
}

function keywordsOf(film: UnratedFilm, declared: DeclaredAttributes): NameOfFilm[] {
  return declared.flatMap(({ name, type, facet }, i) =>
    facet && type !== 'number'
      ? distinct((film.attributes[i] ?? []).map(String)).map((value) => ({
          field: attributeField.keyword(name),
          key: genreKey(value),
          name: value,
          words: [],
        }))
      : [],
  );
}

function wordsOf(summary: FilmSummary): Readonly<Record<SearchedField, readonly string[]>> {
  const words = {} as Record<SearchedField, readonly string[]>;
  for (const field of SEARCHED_FIELDS) {
    const { tokensOf } = FIELDS[field];
    words[field] = valuesOf(summary, field).flatMap((value) =>
      tokensOf(value, tokenize(value)).map(({ term }) => term),
    );
  }
  return words;
}

/** As for the index in memory: how much a stem counts in a field, compared with one occurrence in a usual synopsis. */
const WEIGHTS: Readonly<Record<SearchedField, number>> = { title: 1, cast: 0.75, director: 1, genre: 0.2, year: 0.2 };
const LENGTH_SHARE = 0.1;
const AVERAGE_LENGTH = 32;
const HALF_SATURATION = 0.3;

/** A form of BM25F; see docs/search.md. The weight of a stem in a film depends on no other film, so edits move none. */
function stemsOfFilm({ synopsis }: UnratedFilm, words: Readonly<Record<SearchedField, readonly string[]>>) {
  const sums = new Map<string, number>();
  const add = (stem: string, weight: number) => sums.set(stem, (sums.get(stem) ?? 0) + weight);
  for (const field of SEARCHED_FIELDS) {
    for (const stem of distinct(words[field].flatMap((term) => stemOf(term) ?? []))) add(stem, WEIGHTS[field]);
  }
  const inSynopsis = stemsOf(synopsis);
  const weight = 1 / (1 - LENGTH_SHARE + (LENGTH_SHARE * inSynopsis.length) / AVERAGE_LENGTH);
  for (const stem of inSynopsis) add(stem, weight);
  const stems = new Map<string, number>();
  // A feature of OpenSearch may have no dot in its name. No stem has one.
  for (const [stem, sum] of sums) if (fits(stem)) stems.set(stem, sum / (sum + HALF_SATURATION));
  return stems;
}

/** The longest name of which the parts are found too: "walt disney pictures" is found by "disney". */
const MOST_NAME_WORDS = 3;

function partsOfName(stems: readonly string[]): string[] {
  const parts: string[] = [];
  for (let from = 0; from < stems.length; from += 1) {
    for (let to = from + 1; to <= Math.min(stems.length, from + MOST_NAME_WORDS); to += 1) {
      parts.push(stems.slice(from, to).join(' '));
    }
  }
  return parts;
}

function termsOfTitle(title: string): string[] {
  return titleTokens(title).map(({ term }) => term);
}

/** The numbers of a title, in digits. A title with a typo must have the numbers that were typed. */
export function numbersIn(terms: readonly string[]): string {
  return canonicalTerms(terms)
    .filter((term) => /^[\d/]+$/.test(term))
    .join(' ');
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
