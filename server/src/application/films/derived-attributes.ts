import { directorsOfSynopsis } from '../../domain/directors/directors-of-synopsis.ts';
import { MarqueeError } from '../../domain/errors.ts';
import { FILM_BOUNDS, type FilmAttributes, type JsonValue } from '../../domain/film.ts';
import type { DerivedAttributes, ImportedFilm, StoredRecord } from '../../ports/film-import-store.ts';
import { parseFilmAttributes } from './film-schema.ts';

/** Attributes of a film, and those of them that are derived. */
export type WithDerived = Pick<ImportedFilm, 'attributes' | 'derived'>;

/**
 * Adds the directors whom the synopsis names, and marks them as derived. A film that has `directors` keeps them.
 * Nothing is added if the film would then exceed one of the {@link FILM_BOUNDS}.
 */
export function withDerived(attributes: FilmAttributes): WithDerived {
  if (attributes.directors !== undefined) return { attributes };
  const directors = directorsOfSynopsis(attributes.extract ?? '')
    .filter((name) => name.length <= FILM_BOUNDS.nameLength)
    .slice(0, FILM_BOUNDS.directors);
  return directors.length === 0 ? { attributes } : withAdded({ attributes }, { directors });
}

/**
 * Completes a film that was made again from its imported rows: adds its derived directors, and what an enrichment added
 * to the stored film. If the rows have an attribute, the value of the rows wins.
 *
 * @param stored the film as it was before
 */
export function withDerivedOf(attributes: FilmAttributes, stored: StoredRecord): WithDerived {
  const { directors: _derivedAgain, ...enriched } = derivedOf(stored);
  const missing = Object.entries(enriched).filter(([name]) => attributes[name] === undefined);
  const film = withDerived(attributes);
  return missing.length === 0 ? film : withAdded(film, Object.fromEntries(missing));
}

/** The attributes of a stored film without those that are derived. */
export function withoutDerived(stored: StoredRecord): FilmAttributes | undefined {
  const { attributes } = stored;
  return attributes && without(attributes, Object.keys(derivedOf(stored)));
}

/**
 * What a stored film becomes if its directors are derived again. What people entered stays, and what they removed stays
 * absent.
 *
 * @returns `undefined` if nothing changes, or if the film was deleted
 */
export function derivedAgain(stored: StoredRecord): WithDerived | undefined {
  const { attributes } = stored;
  if (!attributes) return undefined;
  const { directors, ...others } = stored.derived ?? {};
  const isRemoved = directors !== undefined && attributes.directors === undefined;
  if (isRemoved) return undefined;
  const isDerived = derivedOf(stored)['directors'] !== undefined;
  const again = withDerived(isDerived ? without(attributes, ['directors']) : attributes);
  if (isSame(again.attributes.directors, attributes.directors)) return undefined;
  return { attributes: again.attributes, ...markedAs({ ...others, ...again.derived }) };
}

/**
 * Whether the directors that the rules derive from a film differ from those that it has. {@link derivedAgain} says
 * whether the film may be changed.
 */
export function derivesOtherwise(attributes: FilmAttributes): boolean {
  const { directors, ...rest } = attributes;
  return !isSame(withDerived(rest).attributes.directors, directors);
}

/** Whether two values of an attribute are equal. */
export function isSame(a: JsonValue | undefined, b: JsonValue | undefined): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** An object with `derived`. The object is empty if nothing is derived. */
export function markedAs(derived: DerivedAttributes): Pick<ImportedFilm, 'derived'> {
  return Object.keys(derived).length > 0 ? { derived } : {};
}

/**
 * The attributes of a stored film that are derived. If a person has changed one since, it differs from what the store
 * keeps as derived, and is not in the result.
 */
function derivedOf({ attributes, derived = {} }: StoredRecord): DerivedAttributes {
  return Object.fromEntries(Object.entries(derived).filter(([name, value]) => isSame(value, attributes?.[name])));
}

/** Adds values and marks them as derived, unless the film would then exceed one of the {@link FILM_BOUNDS}. */
function withAdded(film: WithDerived, added: DerivedAttributes): WithDerived {
  try {
    const attributes = parseFilmAttributes({ ...film.attributes, ...added });
    return { attributes, derived: { ...film.derived, ...added } };
  } catch (error) {
    // The film is at its limit of attributes or bytes.
    if (error instanceof MarqueeError) return film;
    throw error;
  }
}

function without(attributes: FilmAttributes, names: readonly string[]): FilmAttributes {
  const rest = Object.entries(attributes).filter(([name]) => !names.includes(name));
  return Object.fromEntries(rest) as FilmAttributes;
}
