import { yearTerms } from '../../src/domain/text/readings.ts';
import { squashedForms } from '../../src/domain/text/squashed-forms.ts';
import { fameFacts, type FameFacts } from '../../src/domain/fame/film-facts.ts';
import { summariseFilm, type FilmAttributes, type FilmSummary } from '../../src/domain/film.ts';
import { termsOf, titleKey } from '../../src/domain/text/fold-text.ts';
import { genreKey, personKey, titleSortKey } from '../../src/domain/text/keys.ts';
import { nameTokens, titleForms, titleTokens, type TitleForms } from '../../src/domain/text/searchable-words.ts';

/** A film with its folded texts. */
export type SearchableFilm = {
  readonly summary: FilmSummary;
  readonly facts: FameFacts;
  readonly titleKey: string;
  readonly sortKey: string;
  readonly forms: TitleForms;
  readonly squashedForms: readonly string[];
  readonly titleTerms: readonly string[];
  /** The terms of each cast member. */
  readonly castTerms: readonly (readonly string[])[];
  /** The key of each cast member. */
  readonly people: readonly string[];
  /** The words of the genres, and the year. */
  readonly factTerms: readonly string[];
  /** The key of each genre. */
  readonly genres: readonly string[];
};

export function makeSearchable(id: string, attributes: FilmAttributes): SearchableFilm {
  const summary = summariseFilm(id, attributes);
  return {
    summary,
    facts: fameFacts(attributes, titleKey(summary.title)),
    titleKey: titleKey(summary.title),
    sortKey: titleSortKey(summary.title),
    forms: titleForms(summary.title),
    squashedForms: squashedForms(summary.title),
    titleTerms: titleTokens(summary.title).map(({ term }) => term),
    castTerms: summary.cast.map((name) => nameTokens(name).map(({ term }) => term)),
    people: summary.cast.map(personKey),
    factTerms: [...summary.genres.flatMap(termsOf), ...yearTerms(summary.year)],
    genres: summary.genres.map(genreKey),
  };
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
