import { directorsOfSynopsis } from '../../domain/directors/directors-of-synopsis.ts';
import { MarqueeError } from '../../domain/errors.ts';
import { FILM_BOUNDS, type FilmAttributes } from '../../domain/film.ts';
import type { DerivedAttributes, ImportedFilm, StoredRecord } from '../../ports/film-import-store.ts';
import { parseFilmAttributes } from './film-schema.ts';

/**
 * Adds the directors whom the synopsis names, and marks them as derived. A film that has `directors` keeps them. Nothing
 * is added if the film would then exceed a limit of films.
 */
export function withDerived(attributes: FilmAttributes): Pick<ImportedFilm, 'attributes' | 'derived'> {
  if (attributes.directors !== undefined) return { attributes };
  const directors = directorsOfSynopsis(attributes.extract ?? '')
    .filter((name) => name.length <= FILM_BOUNDS.nameLength)
    .slice(0, FILM_BOUNDS.directors);
  if (directors.length === 0) return { attributes };
  try {
    return { attributes: parseFilmAttributes({ ...attributes, directors }), derived: { directors } };
  } catch (error) {
    // The film is at its limit of attributes or bytes.
    if (error instanceof MarqueeError) return { attributes };
    throw error;
  }
}

/**
 * The attributes of a stored film without those that a rule derived.
 *
 * @returns the same attributes if none is derived
 */
export function withoutDerived(attributes: FilmAttributes, derived: DerivedAttributes | undefined): FilmAttributes {
  if (!isDerived(attributes, derived)) return attributes;
  const { directors: _derived, ...rest } = attributes;
  return rest;
}

/**
 * What a stored film is if its derived attributes are derived again. What people entered stays, and what they removed
 * stays absent.
 *
 * @returns `undefined` if nothing changes, or if the film was deleted
 */
export function derivedAgain({
  attributes,
  derived,
}: StoredRecord): Pick<ImportedFilm, 'attributes' | 'derived'> | undefined {
  if (!attributes) return undefined;
  const isRemoved = derived?.directors !== undefined && attributes.directors === undefined;
  if (isRemoved) return undefined;
  const again = withDerived(withoutDerived(attributes, derived));
  return isSame(again.attributes.directors, attributes.directors) ? undefined : again;
}

/**
 * Whether the rules derive other attributes from a film than it has. {@link derivedAgain} says whether these may replace
 * what the film has.
 */
export function derivesOtherwise(attributes: FilmAttributes): boolean {
  const { directors, ...rest } = attributes;
  return !isSame(withDerived(rest).attributes.directors, directors);
}

/**
 * Whether a stored film has the directors that a rule derived for it. If a person has changed them since, they differ
 * from what the store keeps as derived.
 */
function isDerived({ directors }: FilmAttributes, derived: DerivedAttributes | undefined): boolean {
  return directors !== undefined && isSame(directors, derived?.directors);
}

function isSame(a: readonly string[] | undefined, b: readonly string[] | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
