import { foldText } from '../../domain/text/fold-text.ts';
import type { FilmAttributes } from '../../domain/film.ts';
import { wikipediaPage } from '../../domain/wikipedia-page.ts';

/**
 * A title without case, accents, spaces and symbols. "Spider-Man", "Spider Man" and "Spiderman" are equal. A title
 * without letters and digits is compared as it is.
 */
export function squashedTitle(title: string): string {
  const folded = foldText(title);
  return folded.replace(/&/g, 'and').replace(/[^\p{L}\p{N}\p{M}]+/gu, '') || folded;
}

/** The same page may be named with or without percent-encoding, with spaces or underscores, and with any apostrophe. */
export function pageName(href: string | undefined): string | null {
  return href === undefined ? null : wikipediaPage(href).replace(/[‘’]/g, "'");
}

/**
 * Whether two records with the same year and the same squashed title are one film.
 *
 * - Both name a page: they are one film if the page is the same.
 * - Otherwise, they are one film if a person is in both casts, and two films if both have a cast but no common person.
 * - If a cast is missing, two records without a page are one film. If only one of them has a page, the result is
 *   `unknown`.
 */
export function areOneFilm(a: FilmAttributes, b: FilmAttributes): boolean | 'unknown' {
  if (!mayBeOneFilm(a, b)) return false;
  const isSamePage = pageName(a.href) === pageName(b.href);
  if (isSamePage && a.href !== undefined) return true;
  const shared = sharePeople(a, b);
  return shared === 'unknown' && isSamePage ? true : shared;
}

/** Whether two records have the same year and squashed title, and do not name different pages. */
export function mayBeOneFilm(a: FilmAttributes, b: FilmAttributes): boolean {
  if (a.year !== b.year || squashedTitle(a.title) !== squashedTitle(b.title)) return false;
  const pages = [pageName(a.href), pageName(b.href)];
  return pages.includes(null) || pages[0] === pages[1];
}

/** Whether a person is in both casts; `unknown` if one of them has no cast. */
export function sharePeople(a: FilmAttributes, b: FilmAttributes): boolean | 'unknown' {
  return haveCommon(peopleOf(a), peopleOf(b));
}

/** The people of a cast, in one spelling each. */
export function peopleOf({ cast = [] }: FilmAttributes): ReadonlySet<string> {
  return new Set(cast.map(squashedTitle));
}

/** Whether somebody is in both sets; `unknown` if one of them is empty. */
export function haveCommon(people: ReadonlySet<string>, others: ReadonlySet<string>): boolean | 'unknown' {
  if (people.size === 0 || others.size === 0) return 'unknown';
  for (const person of others) if (people.has(person)) return true;
  return false;
}
