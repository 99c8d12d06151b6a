import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { Poster } from '../../../components/ui/poster/poster.tsx';
import { useHeadingFocus } from '../../../components/ui/use-heading-focus.ts';
import { paths } from '../../../config/paths.ts';
import type { Movie } from '../../../lib/api-types.gen.ts';
import { texts as sharedTexts } from '../../../lib/texts.ts';
import type { MovieProvider } from '../../../lib/use-movie-provider.ts';
import type { Cached } from '../api/movies.ts';
import { yearOf } from '../movie-facts.ts';
import { posterImageOf } from '../poster-image.ts';
import { texts } from '../page-texts.ts';
import { CacheBadge } from './cache-badge.tsx';
import { MovieFactsList } from './movie-facts-list.tsx';
import { ProviderNotice } from './provider-notice.tsx';
import '../../../components/ui/details.css';
import './movie-details.css';

type MovieDetailsProps = {
  readonly provider: MovieProvider;
  readonly answer: Cached<Movie>;
  /** What the user can do with the movie. */
  readonly actions: ReactNode;
};

/** Everything that the provider knows about a movie, with the credit that the provider requires. */
export function MovieDetails({ provider, answer, actions }: MovieDetailsProps) {
  const movie = answer.value;
  const { id, title, originalTitle, genres, overview, cast } = movie;
  const heading = useHeadingFocus(String(id));
  const year = yearOf(movie);
  return (
    <article className="details">
      <div className="details-poster">
        <Poster title={title} year={year} image={posterImageOf(movie)} sizes="(min-width: 600px) 300px, 56vw" isFirst />
      </div>
      <div className="details-text">
        <header>
          <h1 className="heading-1" ref={heading} dir="auto" tabIndex={-1}>
            {title}
          </h1>
          <p className="movie-details-facts">
            <bdi>{sharedTexts.facts([year, originalTitle, sharedTexts.list(genres)])}</bdi>
          </p>
        </header>
        <div className="details-actions">{actions}</div>
        <MovieFactsList movie={movie} />
        {overview !== undefined && (
          <p className="details-synopsis" dir="auto">
            {overview}
          </p>
        )}
        {cast.length > 0 && <Cast cast={cast} />}
        <div className="movie-details-source">
          <CacheBadge answer={answer} />
          <ProviderNotice provider={provider} />
        </div>
      </div>
    </article>
  );
}

function Cast({ cast }: Pick<Movie, 'cast'>) {
  return (
    <section>
      <h2 className="heading-2">{texts.cast}</h2>
      <ul className="plain-list movie-details-cast" aria-label={texts.cast}>
        {cast.map(({ name, role }, index) => (
          <li key={`${name} ${String(index)}`}>
            {/* The person's page says so if the catalogue does not know the name. */}
            <Link to={paths.person.to(name)}>
              <bdi>{name}</bdi>
            </Link>
            {role !== undefined && (
              <small>
                <bdi>{role}</bdi>
              </small>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
