import Box from '@mui/material/Box';
import Link from '@mui/material/Link';
import { Outlet, ScrollRestoration } from 'react-router';
import { OfflineBanner } from '../components/ui/offline-banner.tsx';
import { Header } from './header.tsx';

/** The bar on top, and below it the page that the URL names. */
export function Layout() {
  return (
    <>
      <Header />
      <Box
        component="main"
        sx={{ minHeight: '100dvh', width: '100%', maxWidth: 'xl', mx: 'auto', px: { xs: 2, md: 3 }, py: 3 }}
      >
        <Outlet />
      </Box>
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
    <Box
      component="footer"
      sx={{
        px: { xs: 2, md: 3 },
        py: 3,
        maxWidth: 'xl',
        mx: 'auto',
        width: '100%',
        color: 'text.secondary',
        typography: 'body2',
        display: 'flex',
        flexWrap: 'wrap',
        gap: '4px 20px',
      }}
    >
      <span>Facts and synopses of films: Wikipedia, CC BY-SA.</span>
      <span>Live movies: TMDB.</span>
      <Link href="/v1/docs" color="inherit">
        API
      </Link>
    </Box>
  );
}
