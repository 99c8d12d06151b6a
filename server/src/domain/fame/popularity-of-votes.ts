import { FILM_BOUNDS } from '../film.ts';

/**
 * A film with this many votes or more has the greatest popularity. The film with the most votes on IMDb has about this
 * many.
 */
const MOST_VOTES = 3_000_000;

/**
 * The `popularity` of a film from the number of people who rated it: 100 · log(1 + votes) / log(1 + 3,000,000), at most
 * 100, with one decimal. Ten times as many votes add 15 points: 100 votes give 31, 10,000 give 61.8, and 1,000,000 give
 * 92.6. The logarithm spreads films evenly, because few films have most of the votes.
 *
 * @param votes 0 or more
 */
export function popularityOfVotes(votes: number): number {
  const share = Math.min(1, Math.log1p(votes) / Math.log1p(MOST_VOTES));
  return Math.round(share * FILM_BOUNDS.popularityMax * 10) / 10;
}
