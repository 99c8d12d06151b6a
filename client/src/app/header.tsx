import { Link, NavLink, useLocation } from 'react-router';
import { Wordmark } from '../components/ui/wordmark.tsx';
import { ThemeToggle } from '../components/ui/theme-toggle.tsx';
import { MOVIE_PROVIDER } from '../config/movie-provider.ts';
import { paths } from '../config/paths.ts';
import { FilmSearchBox } from '../features/films/components/film-search-box.tsx';
import { MovieSearchBox } from '../features/movies/components/movie-search-box.tsx';
import { AccountActions } from './account-actions.tsx';
import './header.css';

/**
 * The header of every page. Its search box searches the catalogue, or the movie provider while the provider's page is
 * open.
 */
export function Header() {
  const isMovies = useLocation().pathname === paths.movies.pattern;
  return (
    <header className="header">
      <div className="header-row">
        <Link className="header-brand" to={paths.search.to()} aria-label="Marquee home">
          <Wordmark />
        </Link>
        <nav className="header-tabs" aria-label="Main">
          <NavLink className="header-tab" to={paths.search.to()} end>
            Films
          </NavLink>
          <NavLink className="header-tab" to={paths.movies.to()}>
            {MOVIE_PROVIDER.name}
          </NavLink>
        </nav>
        <div className="header-search">{isMovies ? <MovieSearchBox /> : <FilmSearchBox />}</div>
        <div className="header-actions">
          <AccountActions />
          <ThemeToggle />
        </div>
      </div>
    </header>
  );
}
