import { termsOf } from './fold-text.ts';

const FILM_ID = /^[a-z0-9-]{1,128}$/;

/** Room that stays free behind the slug for `-` and a suffix of up to eight characters. */
const MAX_SLUG_LENGTH = 119;

/** Ids are `[a-z0-9-]{1,128}`; nothing else in the table looks like one, so no id can name an internal item. */
export function isFilmId(text: string): boolean {
  return FILM_ID.test(text);
}

/**
 * The readable id that a film would like to have, such as `the-godfather-1972`. Titles without a Latin letter or digit
 * give `film-<year>`. At most {@link MAX_SLUG_LENGTH} characters; long titles are cut between words where possible.
 */
export function filmSlug(title: string, year: number): string {
  const words = termsOf(title)
    .join('-')
    .replace(/[^a-z0-9-]+/g, '-')
    .replace(/-{2,}/g, '-')
    .replace(/^-|-$/g, '');
  const end = `-${String(year)}`;
  return `${cutBetweenWords(words, MAX_SLUG_LENGTH - end.length) || 'film'}${end}`;
}

/** The n-th choice of id for a film whose slug is taken: the slug itself, then `-2`, `-3` and so on. */
export function numberedFilmId(slug: string, ordinal: number): string {
  return ordinal === 1 ? slug : `${slug}-${String(ordinal)}`;
}

function cutBetweenWords(words: string, maxLength: number): string {
  if (words.length <= maxLength) return words;
  const cut = words.slice(0, maxLength + 1);
  const lastDash = cut.lastIndexOf('-');
  return lastDash > 0 ? cut.slice(0, lastDash) : cut.slice(0, maxLength);
}
