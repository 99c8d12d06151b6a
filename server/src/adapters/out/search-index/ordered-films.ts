import { titleForms, type TitleForms } from '../../../domain/searchable-words.ts';
import type { IndexedFilm } from './indexed-film.ts';
import { byCodeUnit } from './structures/by-code-unit.ts';

/** A film and the forms of its title. */
export type OrderedFilm = IndexedFilm & { readonly forms: TitleForms; readonly key: string };

/**
 * Puts films into the order that ties are settled by: higher prior, later year, title, id. A film's number in the index
 * is its place in this order, so that the best of equally relevant films are the first members of a set.
 */
export function orderFilms(films: readonly IndexedFilm[]): OrderedFilm[] {
  return films
    .map((film) => {
      const forms = titleForms(film.summary.title);
      return { ...film, forms, key: forms.words.join(' ') };
    })
    .sort(
      (a, b) =>
        b.prior - a.prior ||
        b.summary.year - a.summary.year ||
        byCodeUnit(a.key, b.key) ||
        byCodeUnit(a.summary.id, b.summary.id),
    );
}
