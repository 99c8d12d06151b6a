import { fameFacts, type FameFacts } from '../../../../domain/fame/film-facts.ts';
import {
  valuesOfAttribute,
  type AttributeValues,
  type DeclaredAttributes,
} from '../../../../domain/declared-attributes.ts';
import {
  alternativeTitlesOf,
  summariseFilm,
  synopsisOf,
  type FilmAttributes,
  type FilmSummary,
} from '../../../../domain/film.ts';
import { tokenize } from '../../../../domain/text/fold-text.ts';
import { titleSortKey } from '../../../../domain/text/keys.ts';
import { squashedForms } from '../../../../domain/text/squashed-forms.ts';
import { titleForms, titleTokens, type TitleForms } from '../../../../domain/text/searchable-words.ts';
import { NO_ATTRIBUTE, type ReadKeys } from '../columns/film-order.ts';

/**
 * What the index keeps of a film. The words of its title are computed once, however often the film is indexed again.
 */
export type IndexedFilm = {
  readonly version: number;
  readonly summary: FilmSummary;
  /** 0 to 255; see `domain/fame/`. */
  readonly fame: number;
  readonly forms: TitleForms;
  /** The words by which the title is found. A word may be repeated. */
  readonly terms: readonly string[];
  /** See the function `squashedForms`. */
  readonly squashedForms: readonly string[];
  /** The first of the title's keys. */
  readonly key: string;
  /** See {@link titleSortKey}. */
  readonly sortKey: string;
  /** For each declared attribute, the film's values. */
  readonly attributes: readonly AttributeValues[];
  readonly synopsis: string;
  readonly alternativeTitles: readonly string[];
};

/** A film without its fame, which depends on the other films, but with the facts from which the fame is computed. */
export type UnratedFilm = Omit<IndexedFilm, 'fame'> & { readonly facts: FameFacts };

export function indexedFilm(
  id: string,
  version: number,
  attributes: FilmAttributes,
  declared: DeclaredAttributes,
): UnratedFilm {
  const { title } = attributes;
  const tokens = tokenize(title);
  const forms = titleForms(title, tokens);
  const key = forms.words.join(' ');
  return {
    version,
    summary: summariseFilm(id, attributes),
    facts: fameFacts(attributes, key),
    forms,
    terms: titleTokens(title, tokens).map(({ term }) => term),
    squashedForms: squashedForms(title, tokens),
    key,
    sortKey: titleSortKey(title, tokens),
    attributes: declared.map((attribute) => valuesOfAttribute(attributes, attribute)),
    synopsis: synopsisOf(attributes) ?? '',
    alternativeTitles: alternativeTitlesOf(attributes),
  };
}

export const INDEXED_FILM_KEYS: ReadKeys<IndexedFilm> = {
  ...NO_ATTRIBUTE,
  rank: () => 0,
  fame: ({ fame }) => fame,
  year: ({ summary }) => summary.year,
  titleKey: ({ sortKey }) => sortKey,
  id: ({ summary }) => summary.id,
};
