import type { Movie } from '../../../lib/api-types.gen.ts';
import { movieFacts } from '../movie-facts.ts';
import './movie-facts-list.css';

/** The tagline of a movie, and facts about it. */
export function MovieFactsList({ movie }: { readonly movie: Movie }) {
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
    </>
  );
}
