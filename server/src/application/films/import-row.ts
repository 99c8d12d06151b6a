import { filmSlug } from '../../domain/film-id.ts';
import { hashText } from '../../domain/hash-text.ts';
import type { FilmAttributes } from '../../domain/film.ts';
import { foldText } from '../../domain/text/fold-text.ts';
import { parseFilmAttributes } from './film-schema.ts';
import { cleanFilm, type OnCleaned } from './import-rules/clean-film.ts';
import { parseDroppingBad } from './import-rules/drop-bad-attributes.ts';
import { pageName, squashedTitle } from './same-film.ts';

/** A row that can be imported. */
export type ImportRow = RowNames & {
  readonly attributes: FilmAttributes;
  /**
   * Equal for two rows that have the same year and whose titles differ at most in case, accents, spaces and symbols.
   * They may still be two films.
   */
  readonly spelling: number;
  /** A hash of the page's name; absent if the row names no page. */
  readonly page: number | undefined;
  /**
   * What earlier versions of Marquee, which had no rules for text, made of this row. Absent if that is the same.
   * Catalogues that those versions imported still have such films.
   */
  readonly uncleaned?: RowNames | undefined;
};

/** A row with its number in the file, from 1. */
export type NumberedRow = ImportRow & { readonly number: number };

type RowNames = {
  /** The id that the film gets unless it is taken. */
  readonly slug: string;
  /** Equal for two rows that have the same title (ignoring case and diacritics), year and href. */
  readonly identity: number;
  /** Changes when any attribute changes. */
  readonly hash: string;
};

/** Attributes of the Wikipedia Movie Data Set whose names Marquee spells in camel case. */
const RENAMED = new Map([
  ['thumbnail_width', 'thumbnailWidth'],
  ['thumbnail_height', 'thumbnailHeight'],
]);

/**
 * Converts a row of an import to a film. The rules for every film apply, but flaws of real data are repaired: an
 * attribute that is `null` counts as absent, an optional attribute that breaks a rule is dropped, and the rules in
 * `import-rules/` clean the text. If no director remains, `directors` counts as absent, so that directors are derived
 * from the synopsis.
 *
 * @throws MarqueeError `invalid`
 */
export function parseImportRow(value: unknown, onCleaned: OnCleaned): ImportRow {
  const raw = withoutNulls(value);
  const cleaned = isObject(raw) ? cleanFilm(raw, onCleaned) : raw;
  const attributes = withoutEmptyDirectors(parseDroppingBad(cleaned, onCleaned));
  const names = namesOf(attributes);
  const { title, year, href } = attributes;
  return {
    attributes,
    ...names,
    spelling: hashText(`${squashedTitle(title)} ${String(year)}`),
    page: href === undefined ? undefined : hashText(pageName(href) ?? ''),
    uncleaned: cleaned === raw ? undefined : uncleanedNames(raw, names),
  };
}

/**
 * Merges another row of the same film: missing attributes are added, the lists of names become unions, nothing is
 * overwritten.
 */
export function mergeRows(film: FilmAttributes, row: FilmAttributes): FilmAttributes {
  const merged: FilmAttributes = { ...row, ...film };
  return {
    ...merged,
    ...((film.cast ?? row.cast) && { cast: union(film.cast, row.cast) }),
    ...((film.directors ?? row.directors) && { directors: union(film.directors, row.directors) }),
    ...((film.genres ?? row.genres) && { genres: union(film.genres, row.genres) }),
  };
}

function namesOf(attributes: FilmAttributes): RowNames {
  const { title, year, href } = attributes;
  return {
    slug: filmSlug(title, year),
    identity: hashText(JSON.stringify([foldText(title), year, pageName(href)])),
    hash: hashText(JSON.stringify(attributes)).toString(36),
  };
}

function uncleanedNames(raw: unknown, names: RowNames): RowNames | undefined {
  try {
    const uncleaned = namesOf(parseFilmAttributes(cleanedAsBefore(raw)));
    return uncleaned.hash === names.hash ? undefined : uncleaned;
  } catch {
    return undefined;
  }
}

/**
 * Cleans a row in the way in which imports cleaned rows before the rules existed. This must not change, because the
 * hashes of its results identify the films of those imports.
 */
function cleanedAsBefore(raw: unknown): unknown {
  if (!isObject(raw) || !Array.isArray(raw['cast'])) return raw;
  const cast = [...new Set<unknown>(raw['cast'])];
  return { ...raw, cast: cast.filter((name) => typeof name !== 'string' || /[\p{L}\p{N}]/u.test(name)) };
}

function withoutNulls(value: unknown): unknown {
  if (!isObject(value)) return value;
  const entries = Object.entries(value)
    .filter(([, attribute]) => attribute !== null && attribute !== undefined)
    .map(([name, attribute]): [string, unknown] => [RENAMED.get(name) ?? name, attribute]);
  return Object.fromEntries(entries);
}

function withoutEmptyDirectors(attributes: FilmAttributes): FilmAttributes {
  if (attributes.directors?.length !== 0) return attributes;
  const { directors: _empty, ...rest } = attributes;
  return rest;
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A stored value may not be a list, such as `directors: 5`: earlier versions of Marquee did not check it. */
function union(...lists: (readonly string[] | undefined)[]): string[] {
  return [...new Set(lists.filter((list): list is readonly string[] => Array.isArray(list)).flat())];
}
