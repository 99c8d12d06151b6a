import { Outlet, ScrollRestoration } from 'react-router';
import { OfflineBanner } from '../components/ui/offline-banner.tsx';
import { SkipLink } from '../components/ui/skip-link.tsx';
import { MOVIE_PROVIDER } from '../config/movie-provider.ts';
import { Header } from './header.tsx';
import './layout.css';
import './print.css';

/** The header, and below it the page that the URL names. */
export function Layout() {
  return (
    <>
      <SkipLink />
      <Header />
      <main className="main" id="main" tabIndex={-1}>
        <Outlet />
      </main>
      {/* The footer is always below the first screen, so that it never jumps while the page loads. */}
      <Footer />
      <OfflineBanner />
      {/* The scroll position is stored under a key that contains the query, because the first history entry of a tab
          always has the same key. */}
      <ScrollRestoration getKey={({ key, pathname, search }) => `${key} ${pathname}${search}`} />
    </>
  );
}

function Footer() {
  return (
    <footer className="footer">
      <span>Film facts and synopses: Wikipedia, CC BY-SA.</span>
      <span>Other movie data: {MOVIE_PROVIDER.name}.</span>
      <a href="/v1/docs">API</a>
    </footer>
  );
}
