import { useState } from 'react';
import { Link, Outlet, ScrollRestoration, useLocation } from 'react-router';
import { Message } from '../components/ui/message.tsx';
import { OfflineBanner } from '../components/ui/offline-banner.tsx';
import { SkipLink } from '../components/ui/skip-link.tsx';
import { IsOpening } from '../components/ui/use-heading-focus.ts';
import { paths } from '../config/paths.ts';
import { useMayReadStatus } from '../lib/use-may-read-status.ts';
import { useMovieProvider } from '../lib/use-movie-provider.ts';
import { ApiLink } from './api-link.tsx';
import { Header } from './header.tsx';
import { KeyHelp } from './key-help.tsx';
import { texts } from './texts.ts';
import './layout.css';
import './print.css';

/** The header, and below it the page that the URL names. */
export function Layout() {
  return (
    <IsOpening value={useIsOpening()}>
      <SkipLink>{texts.skip}</SkipLink>
      <Header />
      <main className="main" id="main" tabIndex={-1}>
        <Outlet />
      </main>
      {/* The footer is always below the first screen, so that it never jumps while the page loads. */}
      <Footer />
      <Message />
      <OfflineBanner />
      {/* The scroll position is stored under a key that contains the address, because all history entries that the
          browser itself makes for links such as #cast have the same key. */}
      <ScrollRestoration getKey={({ key, pathname, search, hash }) => `${key} ${pathname}${search}${hash}`} />
    </IsOpening>
  );
}

/** Whether the browser opened this application because the issuer had redirected to it after a sign-in. */
const IS_AFTER_SIGN_IN = location.pathname === paths.signedIn.pattern;

/** After a sign-in, the page counts as one that was opened from another page of Marquee. */
function useIsOpening(): boolean {
  const { key } = useLocation();
  const [firstKey] = useState(key);
  const [isOpening, setIsOpening] = useState(!IS_AFTER_SIGN_IN);
  if (isOpening && key !== firstKey) setIsOpening(false);
  return isOpening;
}

function Footer() {
  const provider = useMovieProvider();
  const mayReadStatus = useMayReadStatus();
  return (
    <footer className="footer">
      <span>{texts.filmData}</span>
      {provider && <span>{texts.movieData(provider.name)}</span>}
      <KeyHelp />
      <ApiLink />
      {mayReadStatus && <Link to={paths.status.to()}>{texts.status}</Link>}
    </footer>
  );
}
