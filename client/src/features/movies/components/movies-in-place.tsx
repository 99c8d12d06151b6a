import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { Announcer } from '../../../components/ui/announcer.tsx';
import { ButtonLink } from '../../../components/ui/button.tsx';
import { PosterStrip } from '../../../components/ui/poster-strip.tsx';
import { Poster } from '../../../components/ui/poster/poster.tsx';
import { rememberOpened } from '../../../components/ui/return-focus.ts';
import { useAfter } from '../../../components/ui/use-after.ts';
import { paths } from '../../../config/paths.ts';
import type { Movies } from '../../../lib/api-types.gen.ts';
import { useMovieProvider } from '../../../lib/use-movie-provider.ts';
import { moviesQuery } from '../api/movies.ts';
import { yearOf } from '../movie-facts.ts';
import { posterImageOf } from '../poster-image.ts';
import { texts } from '../page-texts.ts';
import { texts as featureTexts } from '../texts.ts';
import { formatMovieSearch } from '../use-movie-search.ts';
import { ProviderNotice } from './provider-notice.tsx';
import '../../../components/ui/poster-grid.css';
import './movies-in-place.css';

/** Words that are still being typed are not worth a call of the provider. */
const PAUSE_MS = 500;

/** What the provider finds, beside the results of the catalogue. Shows nothing if the provider finds nothing. */
export function MoviesInPlace({ query }: { readonly query: string }) {
  const provider = useMovieProvider();
  const isMeant = useAfter(true, PAUSE_MS);
  const search = { query, page: 1 };
  const { data } = useQuery({
    ...moviesQuery(search),
    enabled: provider !== undefined && isMeant,
  });
  const { items = [], totalResults = 0 } = data?.value ?? {};
  const isShown = provider !== undefined && items.length > 0;
  return (
    <>
      {isShown && (
        <section className="movies-in-place" aria-labelledby="movies-in-place">
          <div className="movies-in-place-heading">
            <h2 className="heading-2" id="movies-in-place">
              {featureTexts.on(provider.name)}
            </h2>
            <ButtonLink to={paths.movies.to(formatMovieSearch(search))}>
              {texts.all(totalResults, provider.name)}
            </ButtonLink>
          </div>
          <PosterStrip aria-label={texts.results(provider.name)}>
            {items.map((movie) => (
              <MovieTile key={movie.id} movie={movie} />
            ))}
          </PosterStrip>
          <ProviderNotice provider={provider} />
        </section>
      )}
      <Announcer message={isShown ? texts.foundOn(totalResults, provider.name) : ''} />
    </>
  );
}

function MovieTile({ movie }: { readonly movie: Movies['items'][number] }) {
  const card = `movie-${String(movie.id)}`;
  const year = yearOf(movie);
  return (
    <li>
      <Link
        className="poster-link"
        to={paths.movie.to(movie.id)}
        data-card={card}
        onClick={() => {
          rememberOpened(card);
        }}
      >
        <Poster title={movie.title} year={year} image={posterImageOf(movie)} sizes="158px" />
        <div className="poster-caption">
          <div className="poster-title" dir="auto">
            {movie.title}
          </div>
          <div className="poster-facts">{year}</div>
        </div>
      </Link>
    </li>
  );
}
