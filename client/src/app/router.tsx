import { createBrowserRouter } from 'react-router';
import { BASE_PATH } from '../config/base.ts';
import { paths } from '../config/paths.ts';
import { Header } from './header.tsx';
import { Layout } from './layout.tsx';
import { RouteError } from './route-error.tsx';
import { Component as FilmPage } from './routes/film.tsx';
import { Component as SavedPage } from './routes/saved.tsx';
import { Component as SearchPage } from './routes/search.tsx';

/**
 * Nearly everybody lands on a search or a film, so these two pages are in the first script. The saved films are in it
 * too, because they must open without a network, and the service worker keeps only the files that the first page needs.
 * All other pages load on demand.
 */
export function createRouter() {
  nameFirstEntry();
  return createBrowserRouter(
    [
      {
        Component: Layout,
        // While the script of a route loads, the page shows only the header.
        HydrateFallback: Header,
        children: [
          {
            ErrorBoundary: RouteError,
            children: [
              { path: paths.search.pattern, Component: SearchPage },
              { path: paths.film.pattern, Component: FilmPage },
              { path: paths.saved.pattern, Component: SavedPage },
              { path: paths.person.pattern, lazy: () => import('./routes/person.tsx') },
              {
                lazy: () => import('./routes/themed.tsx'),
                children: [
                  { path: paths.movies.pattern, lazy: () => import('./routes/movies.tsx') },
                  { path: paths.movie.pattern, lazy: () => import('./routes/movie.tsx') },
                  { path: paths.addFilm.pattern, lazy: () => import('./routes/add-film.tsx') },
                  { path: paths.editFilm.pattern, lazy: () => import('./routes/edit-film.tsx') },
                  { path: paths.status.pattern, lazy: () => import('./routes/status.tsx') },
                  { path: paths.signedIn.pattern, lazy: () => import('./routes/signed-in.tsx') },
                ],
              },
              { path: '*', lazy: () => import('./routes/not-found.tsx') },
            ],
          },
        ],
      },
    ],
    { basename: BASE_PATH },
  );
}

/**
 * Gives the history entry of a newly opened address a key of its own. Scroll positions are stored by key, and React Router
 * would give the first entry of each page load the same key, so that the address would open where an earlier visit to it
 * ended. After a reload or Back, the entry still has its key.
 */
function nameFirstEntry(): void {
  const state = history.state as { readonly key?: string } | null;
  if (state?.key === undefined) history.replaceState({ ...state, key: String(performance.timeOrigin) }, '');
}
