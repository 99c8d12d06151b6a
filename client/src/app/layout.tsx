import Box from '@mui/material/Box';
import Container from '@mui/material/Container';
import { Outlet, ScrollRestoration } from 'react-router';
import { Header } from './header.tsx';

/** The bar on top, and below it the page that the URL names. */
export function Layout() {
  return (
    <>
      <Header />
      <Container component="main" maxWidth="xl" sx={{ py: 3 }}>
        <Outlet />
      </Container>
      <Box component="footer" />
      <ScrollRestoration />
    </>
  );
}
