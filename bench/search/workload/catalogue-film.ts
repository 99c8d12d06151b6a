import type { Film, FilmAttributes } from '../../../server/src/domain/film.ts';
import { foldText, termsOf, titleKey } from '../../../server/src/domain/text/fold-text.ts';
import { nameWords, titleWords, yearWords } from '../found-words.ts';

export type CatalogueFilm = {
  readonly id: string;
  readonly attributes: FilmAttributes;
  readonly key: string;
  /** The folded title with its article. */
  readonly text: string;
  readonly titleTerms: readonly string[];
  readonly castTerms: readonly (readonly string[])[];
  /** The words by which the title and each name are found. */
  readonly fields: readonly (readonly string[])[];
  /** The words by which each name is found. */
  readonly names: readonly (readonly string[])[];
  /** Everything that `q` may match: title, cast, genres, year. */
  readonly terms: readonly string[];
  readonly genres: readonly string[];
};

export function toCatalogueFilm({ id, attributes }: Film): CatalogueFilm {
  const titleTerms = termsOf(attributes.title);
  const names = attributes.cast ?? [];
  const castTerms = names.map(termsOf);
  const genreTerms = (attributes.genres ?? []).flatMap(termsOf);
  const wordsOfNames = names.map(nameWords);
  const fields = [titleWords(attributes.title), ...wordsOfNames];
  return {
    id,
    attributes,
    key: titleKey(attributes.title),
    text: titleTerms.join(' '),
    titleTerms,
    castTerms,
    fields,
    names: wordsOfNames,
    terms: [...new Set([...fields.flat(), ...genreTerms, ...yearWords(attributes.year)])],
    genres: (attributes.genres ?? []).map(foldText),
  };
}
