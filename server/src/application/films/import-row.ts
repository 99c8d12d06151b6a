import { foldText } from '../../domain/text/fold-text.ts';
import { filmSlug } from '../../domain/film-id.ts';
import { hashText } from '../../domain/hash-text.ts';
import type { FilmAttributes } from '../../domain/film.ts';
import { parseFilmAttributes } from './film-schema.ts';

/** A row that can be imported. */
export type ImportRow = {
  readonly attributes: FilmAttributes;
  /** The id that the film gets unless it is taken. */
  readonly slug: string;
  /** Equal for two rows if and only if they are the same film: the same title (ignoring case and diacritics), year and href. */
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
 * Converts a row of an import to a film. The rules for any film apply, but flaws of real data are repaired: an attribute
 * that is `null` counts as absent, and cast entries that are repeated or contain no letter or digit are dropped.
 *
 * @throws MarqueeError `invalid`
 */
export function parseImportRow(value: unknown): ImportRow {
  const attributes = parseFilmAttributes(clean(value));
  const { title, year, href } = attributes;
  return {
    attributes,
    slug: filmSlug(title, year),
    identity: hashText(JSON.stringify([foldText(title), year, pageName(href)])),
    hash: hashText(JSON.stringify(attributes)).toString(36),
  };
}

/** Merges another row of the same film: missing attributes are added, lists become unions, nothing is overwritten. */
export function mergeRows(film: FilmAttributes, row: FilmAttributes): FilmAttributes {
  const merged: FilmAttributes = { ...row, ...film };
  return {
    ...merged,
    ...((film.cast ?? row.cast) && { cast: union(film.cast, row.cast) }),
    ...((film.genres ?? row.genres) && { genres: union(film.genres, row.genres) }),
  };
}

/** Whether a row means this film, which no import wrote. */
export function isSameFilm(film: FilmAttributes, row: FilmAttributes): boolean {
  const sameHref = film.href === undefined || row.href === undefined || pageName(film.href) === pageName(row.href);
  return sameHref && film.year === row.year && foldText(film.title) === foldText(row.title);
}

/** The same page may be named with or without percent-encoding, and with spaces or underscores. */
function pageName(href: string | undefined): string | null {
  if (href === undefined) return null;
  try {
    return decodeURIComponent(href).replaceAll(' ', '_');
  } catch {
    return href;
  }
}

function clean(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return value;
  const entries = Object.entries(value)
    .filter(([, attribute]) => attribute !== null)
    .map(([name, attribute]): [string, unknown] => [
      RENAMED.get(name) ?? name,
      name === 'cast' && Array.isArray(attribute) ? cleanCast(attribute) : (attribute as unknown),
    ]);
  return Object.fromEntries(entries);
}

function cleanCast(cast: readonly unknown[]): unknown[] {
  return [...new Set(cast)].filter((name) => typeof name !== 'string' || /[\p{L}\p{N}]/u.test(name));
}

function union(a: readonly string[] = [], b: readonly string[] = []): string[] {
  return [...new Set([...a, ...b])];
}
