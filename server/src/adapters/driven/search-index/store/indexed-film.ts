import { filmPrior } from '../../../../domain/film-prior.ts';
import { summariseFilm, type FilmAttributes, type FilmSummary } from '../../../../domain/film.ts';
import { tokenize } from '../../../../domain/text/fold-text.ts';
import { titleForms, titleTokens, type TitleForms } from '../../../../domain/text/searchable-words.ts';
import { byCodeUnit } from '../structures/by-code-unit.ts';

/** What the index keeps of a film; its title is taken apart once, however often the film is indexed. */
export type IndexedFilm = {
  readonly version: number;
  readonly summary: FilmSummary;
  /** See {@link filmPrior}. */
  readonly prior: number;
  readonly forms: TitleForms;
  /** The words that its title is found by. */
  readonly titleTerms: readonly string[];
  /** Its title as it is sorted by: the first of the forms. */
  readonly key: string;
};

export function indexedFilm(id: string, version: number, attributes: FilmAttributes): IndexedFilm {
  const { title } = attributes;
  const tokens = tokenize(title);
  const forms = titleForms(title, tokens);
  return {
    version,
    summary: summariseFilm(id, attributes),
    prior: filmPrior(attributes),
    forms,
    titleTerms: titleTokens(title, tokens).map(({ term }) => term),
    key: forms.words.join(' '),
  };
}

/**
 * The order that ties are settled by: higher prior, later year, title, id. A film's number in the index is its place in
 * this order, so that the best of equally relevant films are the first members of a set.
 */
export function byTieRules(a: IndexedFilm, b: IndexedFilm): number {
  return (
    b.prior - a.prior ||
    b.summary.year - a.summary.year ||
    byCodeUnit(a.key, b.key) ||
    byCodeUnit(a.summary.id, b.summary.id)
  );
}
