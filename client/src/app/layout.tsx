import { Outlet, ScrollRestoration } from 'react-router';
import { OfflineBanner } from '../components/ui/offline-banner.tsx';
import { Header } from './header.tsx';
import './layout.css';

/** The bar on top, and below it the page that the URL names. */
export function Layout() {
  return (
    <>
      <Header />
      <main className="main">
        <Outlet />
      </main>
      {/* Below the first screen whatever is loaded: it never jumps. */}
      <Footer />
      <OfflineBanner />
      {/* With the query: the first place of a tab has the same key whatever is opened there. */}
      <ScrollRestoration getKey={({ key, pathname, search }) => `${key} ${pathname}${search}`} />
    </>
  );
}

function Footer() {
  return (
    <footer className="footer">
      <span>Facts and synopses of films: Wikipedia, CC BY-SA.</span>
      <span>Live movies: TMDB.</span>
      <a href="/v1/docs">API</a>
    </footer>
  );
}
