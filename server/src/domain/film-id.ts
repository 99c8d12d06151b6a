import { termsOf } from './text/fold-text.ts';

export const FILM_ID = /^[a-z0-9-]{1,128}$/;

/**
 * The maximum number of characters in a slug. An id has at most 128 characters, so there is room for `-` and a suffix
 * of up to eight characters.
 */
const MAX_SLUG_LENGTH = 119;

/**
 * Whether a text can be the id of a film: `[a-z0-9-]{1,128}`. No other key in the table has this form, so no film's id
 * can name an internal item.
 */
export function isFilmId(text: string): boolean {
  return FILM_ID.test(text);
}

/**
 * The readable id that a film gets unless it is taken, such as `the-godfather-1972`. A title without a Latin letter or
 * digit gives `film-<year>`. A slug has at most {@link MAX_SLUG_LENGTH} characters; a long title is cut between words
 * if possible.
 */
export function filmSlug(title: string, year: number): string {
  const words = idWords(title)
    .join('-')
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '');
  const end = `-${String(year)}`;
  return `${cutBetweenWords(words, MAX_SLUG_LENGTH - end.length) || 'film'}${end}`;
}

/** An apostrophe inside a word. */
const INNER_APOSTROPHE = /(?<=[\p{L}\p{N}\p{M}])['’‘´＇ʼ׳״](?=[\p{L}\p{N}\p{M}])/gu;

/**
 * The words of a title from which its id is made. Search reads "+", "1/2" and "rock'n'roll" by newer rules, which do
 * not apply here, because ids must not change.
 */
export function idWords(title: string): readonly string[] {
  return termsOf(title.replace(/[+/]/g, ' ').replace(INNER_APOSTROPHE, ''));
}

/** The n-th id to try for a film: the slug itself first, then the slug with `-2`, `-3` and so on. */
export function numberedFilmId(slug: string, ordinal: number): string {
  return ordinal === 1 ? slug : `${slug}-${String(ordinal)}`;
}

function cutBetweenWords(words: string, maxLength: number): string {
  if (words.length <= maxLength) return words;
  const cut = words.slice(0, maxLength + 1);
  const lastDash = cut.lastIndexOf('-');
  return lastDash > 0 ? cut.slice(0, lastDash) : cut.slice(0, maxLength);
}
