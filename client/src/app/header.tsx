import AppBar from '@mui/material/AppBar';
import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Toolbar from '@mui/material/Toolbar';
import { Link, NavLink } from 'react-router';
import { ThemeToggle } from '../components/ui/theme-toggle.tsx';
import { paths } from '../config/paths.ts';

export function Header() {
  return (
    <AppBar position="sticky" color="default" elevation={0}>
      <Toolbar sx={{ gap: 2 }}>
        <Button component={Link} to={paths.search.to()}>
          Marquee
        </Button>
        <Button component={NavLink} to={paths.movies.to()}>
          Live movies
        </Button>
        <Box sx={{ flexGrow: 1 }} />
        <HeaderActions />
      </Toolbar>
    </AppBar>
  );
}

/** Signing in goes here, before the colours. */
function HeaderActions() {
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
      <ThemeToggle />
    </Box>
  );
}
