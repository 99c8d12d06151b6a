import { createBrowserRouter } from 'react-router';
import { paths } from '../config/paths.ts';
import { Layout } from './layout.tsx';
import { Component as SearchPage } from './routes/search.tsx';

/** Search is where nearly everybody arrives, so it comes with the first script; the others when they are opened. */
export function createRouter() {
  return createBrowserRouter([
    {
      Component: Layout,
      children: [
        { path: paths.search.pattern, Component: SearchPage },
        { path: paths.film.pattern, lazy: () => import('./routes/film.tsx') },
        { path: paths.movies.pattern, lazy: () => import('./routes/movies.tsx') },
        { path: '*', lazy: () => import('./routes/not-found.tsx') },
      ],
    },
  ]);
}
