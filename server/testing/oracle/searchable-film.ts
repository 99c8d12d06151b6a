import { yearTerms } from '../../src/domain/text/readings.ts';
import { squashedForms } from '../../src/domain/text/squashed-forms.ts';
import { fameFacts, type FameFacts } from '../../src/domain/fame/film-facts.ts';
import { summariseFilm, type FilmAttributes, type FilmSummary } from '../../src/domain/film.ts';
import { titleKey } from '../../src/domain/text/fold-text.ts';
import { genreKey, personKey, titleSortKey } from '../../src/domain/text/keys.ts';
import {
  genreTokens,
  nameTokens,
  titleForms,
  titleTokens,
  type TitleForms,
} from '../../src/domain/text/searchable-words.ts';

/** The fields whose values are names that a query can filter by. */
export const NAMES = {
  cast: { attribute: 'cast', keyOf: personKey, arePeople: true },
  director: { attribute: 'directors', keyOf: personKey, arePeople: true },
  genre: { attribute: 'genres', keyOf: genreKey, arePeople: false },
} as const;
export type NameField = keyof typeof NAMES;
export const NAME_FIELDS = Object.keys(NAMES) as NameField[];

/** A name with its key and its words. */
type Name = { readonly key: string; readonly terms: readonly string[] };

/** An alternative title with its words, the key by which it equals a text, and its squashed forms. */
type Alternative = {
  readonly key: string;
  readonly terms: readonly string[];
  readonly squashedForms: readonly string[];
};

/** A film with its folded texts. */
export type SearchableFilm = {
  readonly summary: FilmSummary;
  readonly attributes: FilmAttributes;
  readonly facts: FameFacts;
  readonly titleKey: string;
  readonly sortKey: string;
  readonly forms: TitleForms;
  readonly squashedForms: readonly string[];
  readonly titleTerms: readonly string[];
  readonly alternatives: readonly Alternative[];
  /** The words of all alternative titles. */
  readonly alternativeTerms: readonly string[];
  readonly names: Readonly<Record<NameField, readonly Name[]>>;
  /** The people of all fields. */
  readonly people: readonly Name[];
  /** The words of the genres, and the year. */
  readonly factTerms: readonly string[];
  readonly synopsis: string;
  /** The words of each field, and how much a word in it counts compared with a word of the synopsis. */
  readonly fields: readonly { readonly terms: readonly string[]; readonly weight: number }[];
};

export function makeSearchable(id: string, attributes: FilmAttributes): SearchableFilm {
  const summary = summariseFilm(id, attributes);
  const names = Object.fromEntries(
    NAME_FIELDS.map((field) => [field, summary[NAMES[field].attribute].map((text) => nameOf(field, text))]),
  ) as Record<NameField, Name[]>;
  const alternatives = (attributes.alternativeTitles ?? []).map(alternativeOf);
  const titleTerms = titleTokens(summary.title).map(({ term }) => term);
  const termsOf = (field: NameField) => names[field].flatMap(({ terms }) => terms);
  return {
    summary,
    attributes,
    synopsis: `${attributes.extract ?? ''} ${attributes.plot ?? ''}`,
    fields: [
      { terms: titleTerms, weight: 1 },
      { terms: termsOf('cast'), weight: 0.75 },
      { terms: termsOf('director'), weight: 1 },
      { terms: termsOf('genre'), weight: 0.2 },
      { terms: yearTerms(summary.year), weight: 0.2 },
    ],
    facts: fameFacts(attributes, titleKey(summary.title)),
    titleKey: titleKey(summary.title),
    sortKey: titleSortKey(summary.title),
    forms: titleForms(summary.title),
    squashedForms: squashedForms(summary.title),
    titleTerms,
    alternatives,
    alternativeTerms: alternatives.flatMap(({ terms }) => terms),
    names,
    people: NAME_FIELDS.flatMap((field) => (NAMES[field].arePeople ? names[field] : [])),
    factTerms: [
      ...NAME_FIELDS.flatMap((field) => (NAMES[field].arePeople ? [] : names[field].flatMap(({ terms }) => terms))),
      ...yearTerms(summary.year),
    ],
  };
}

function alternativeOf(title: string): Alternative {
  const forms = squashedForms(title);
  const hasArticle = titleForms(title).article === 'the';
  return {
    key: titleKey(title),
    terms: titleTokens(title).map(({ term }) => term),
    squashedForms: hasArticle ? [...forms, ...forms.map((form) => `the${form}`)] : forms,
  };
}

function nameOf(field: NameField, text: string): Name {
  const { keyOf, arePeople } = NAMES[field];
  return { key: keyOf(text), terms: (arePeople ? nameTokens(text) : genreTokens(text)).map(({ term }) => term) };
}

/**
 * Whether each word is one of the terms. The last word may be the beginning of a term. An empty list of words matches
 * nothing.
 */
export function hasAllWords(terms: readonly string[], words: readonly string[], lastMayBeUnfinished: boolean): boolean {
  return (
    words.length > 0 &&
    words.every((word, i) =>
      lastMayBeUnfinished && i === words.length - 1
        ? terms.some((term) => term.startsWith(word))
        : terms.includes(word),
    )
  );
}
