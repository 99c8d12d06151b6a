import { foldText } from '../../domain/fold-text.ts';
import { filmSlug } from '../../domain/film-id.ts';
import { hashText } from '../../domain/hash-text.ts';
import type { FilmAttributes } from '../../domain/film.ts';
import { parseFilmAttributes } from './film-schema.ts';

/** A row that can be imported. */
export type ImportRow = {
  readonly attributes: FilmAttributes;
  /** The id it would like to have. */
  readonly slug: string;
  /** Equal for two rows exactly when they are the same film: same title (case and diacritics aside), year and href. */
  readonly identity: number;
  /** Changes with any attribute. */
  readonly hash: string;
};

/** Attribute names of the Wikipedia Movie Data Set that Marquee writes in camel case. */
const RENAMED = new Map([
  ['thumbnail_width', 'thumbnailWidth'],
  ['thumbnail_height', 'thumbnailHeight'],
]);

/**
 * Makes a film of a row of an import. Beyond the rules for any film it is lenient with what real data holds: an attribute
 * that is `null` is absent, and cast entries that are repeated or hold no letter or digit are dropped.
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

/** Joins a further row of the same film: what the film lacks is added, lists become unions, nothing is overwritten. */
export function mergeRows(film: FilmAttributes, row: FilmAttributes): FilmAttributes {
  const merged: FilmAttributes = { ...row, ...film };
  return {
    ...merged,
    ...((film.cast ?? row.cast) && { cast: union(film.cast, row.cast) }),
    ...((film.genres ?? row.genres) && { genres: union(film.genres, row.genres) }),
  };
}

/** Whether a film that no import wrote is what a row means. */
export function isSameFilm(film: FilmAttributes, row: FilmAttributes): boolean {
  const sameHref = film.href === undefined || row.href === undefined || pageName(film.href) === pageName(row.href);
  return sameHref && film.year === row.year && foldText(film.title) === foldText(row.title);
}

/** Page names come percent-encoded or not, with spaces or underscores; they mean the same page. */
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
