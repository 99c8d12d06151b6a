import { Link, NavLink, useLocation } from 'react-router';
import { Icon } from '../components/ui/icon.tsx';
import { Wordmark } from '../components/ui/wordmark.tsx';
import { ThemeToggle } from '../components/ui/theme-toggle.tsx';
import { paths } from '../config/paths.ts';
import { FilmSearchBox } from '../features/films/components/film-search-box.tsx';
import { EMPTY_SEARCH, formatSearch } from '../features/films/search-state.ts';
import { texts as savedTexts } from '../features/films/saved-texts.ts';
import { useFilmSearch } from '../features/films/use-film-search.ts';
import { MovieSearchBox } from '../features/movies/components/movie-search-box.tsx';
import { formatMovieSearch, useMovieSearch } from '../features/movies/use-movie-search.ts';
import { useMovieProvider, useUnconfiguredProvider } from '../lib/use-movie-provider.ts';
import { AccountActions } from './account-actions.tsx';
import { texts } from './texts.ts';
import './header.css';

/**
 * The header of every page. Its search box searches the catalogue, or the movie provider while one of the provider's
 * pages is open.
 */
export function Header() {
  const isMovies = useLocation().pathname.startsWith(paths.movies.pattern);
  const provider = useMovieProvider();
  const unconfigured = useUnconfiguredProvider();
  const tab = provider ?? unconfigured;
  const words = useTypedWords(isMovies);
  return (
    <header className="header">
      <div className="header-row">
        <Link className="header-brand" to={paths.search.to()} aria-label={texts.home}>
          <Wordmark />
        </Link>
        <nav className="header-tabs" aria-label={texts.tabs}>
          <NavLink className="header-tab" to={paths.search.to(formatSearch({ ...EMPTY_SEARCH, q: words }))} end>
            {texts.films}
          </NavLink>
          <NavLink className="header-tab header-tab-saved" to={paths.saved.to()}>
            <Icon name="save" />
            <span>{savedTexts.tab}</span>
          </NavLink>
          {tab && (
            <NavLink className="header-tab" to={paths.movies.to(formatMovieSearch({ query: words, page: 1 }))}>
              {tab.name}
            </NavLink>
          )}
        </nav>
        <div className="header-search">
          {isMovies && provider ? <MovieSearchBox provider={provider} /> : <FilmSearchBox />}
        </div>
        <div className="header-actions">
          <AccountActions />
          <ThemeToggle />
        </div>
      </div>
    </header>
  );
}

/** The words in the search box. Switching to the other tab keeps them. */
function useTypedWords(isMovies: boolean): string {
  const { query } = useMovieSearch();
  const { state } = useFilmSearch();
  return isMovies ? query : state.q;
}
