import type { MoviePage, MovieSummary } from '../../../domain/movie.ts';
import { ProviderFailure } from '../../../resilience/provider-failure.ts';

type FoundPage = {
  readonly page: number;
  /** As the provider says, but at most as many as can be requested. */
  readonly totalPages: number;
  readonly totalResults: number;
  /** How many rows of any kind the page has, without those that make no sense. */
  readonly rowCount: number;
  /** The rows that are movies. If one occurs twice, the page lists it once. */
  readonly movies: readonly MovieSummary[];
};

/** @throws ProviderFailure `unusable` if the page contradicts itself: it has no rows, but should have some */
export function toPage({ page, totalPages, totalResults, rowCount, movies }: FoundPage): MoviePage {
  if (rowCount === 0 && totalResults > 0 && page <= totalPages) throw new ProviderFailure('unusable');
  const items = [...new Map(movies.map((movie) => [movie.id, movie])).values()];
  // The only page may have nothing but collections or series. Then no movie was found, whatever the totals say.
  const hasNoMovies = items.length === 0 && rowCount > 0 && totalPages <= 1;
  const total = hasNoMovies ? 0 : Math.max(totalResults, items.length);
  return { page, totalPages: total === 0 ? 0 : Math.max(totalPages, 1), totalResults: total, items };
}
