import type { MovieDetails } from '../api/movies.ts';
import { movieFacts } from '../movie-facts.ts';
import { texts } from '../texts.ts';
import './movie-facts-list.css';

/** The tagline of a movie, and facts about it. */
export function MovieFactsList({ movie }: { readonly movie: MovieDetails }) {
  return (
    <>
      {movie.tagline !== undefined && (
        <p className="movie-tagline" dir="auto">
          {movie.tagline}
        </p>
      )}
      <dl className="movie-facts">
        {movieFacts(movie).map(([name, value]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              <bdi>{value}</bdi>
            </dd>
          </div>
        ))}
      </dl>
      {movie.trailer !== undefined && (
        <a className="movie-trailer" href={movie.trailer} rel="noreferrer">
          {texts.trailer(new URL(movie.trailer).hostname.replace('www.', ''))}
        </a>
      )}
    </>
  );
}
