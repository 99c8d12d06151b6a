import Box from '@mui/material/Box';
import { styled } from '@mui/material/styles';
import { Link, NavLink, useLocation } from 'react-router';
import { Wordmark } from '../components/ui/wordmark.tsx';
import { ThemeToggle } from '../components/ui/theme-toggle.tsx';
import { paths } from '../config/paths.ts';
import { FilmSearchBox } from '../features/films/components/film-search-box.tsx';
import { MovieSearchBox } from '../features/movies/components/movie-search-box.tsx';
import { AccountActions } from './account-actions.tsx';

const Bar = styled('header')(({ theme }) => ({
  position: 'sticky',
  top: 0,
  zIndex: theme.zIndex.appBar,
  backgroundColor: (theme.vars ?? theme).palette.background.default,
  borderBottom: `1px solid ${(theme.vars ?? theme).palette.divider}`,
}));

/** One row from tablets up; on phones the box has a row of its own. */
const Row = styled('div')(({ theme }) => ({
  maxWidth: theme.breakpoints.values.xl,
  marginInline: 'auto',
  padding: '10px 16px',
  display: 'grid',
  alignItems: 'center',
  gap: '8px 12px',
  gridTemplateAreas: '"brand tabs actions" "search search search"',
  gridTemplateColumns: 'auto minmax(0, 1fr) auto',
  // As high before it is known whether one can sign in as after.
  gridTemplateRows: '44px auto',
  [theme.breakpoints.up('md')]: {
    padding: '12px 24px',
    gap: 20,
    gridTemplateRows: '48px',
    gridTemplateAreas: '"brand tabs search actions"',
    gridTemplateColumns: 'auto auto minmax(0, 640px) 1fr',
  },
}));

const Tabs = styled('nav')({ gridArea: 'tabs', display: 'flex', gap: 4 });

const Tab = styled(NavLink)(({ theme }) => ({
  padding: '8px 12px',
  borderRadius: 999,
  fontWeight: 600,
  fontSize: '0.9375rem',
  whiteSpace: 'nowrap',
  textDecoration: 'none',
  color: (theme.vars ?? theme).palette.text.secondary,
  '&:hover': { color: (theme.vars ?? theme).palette.text.primary },
  '&.active': {
    color: (theme.vars ?? theme).palette.text.primary,
    backgroundColor: (theme.vars ?? theme).palette.action.selected,
  },
}));

/** On every page. What is typed in its box searches the catalogue, or the live movies where those are open. */
export function Header() {
  const isMovies = useLocation().pathname === paths.movies.pattern;
  return (
    <Bar>
      <Row>
        <Box
          component={Link}
          to={paths.search.to()}
          aria-label="Marquee, to the start"
          sx={{ gridArea: 'brand', color: 'inherit', textDecoration: 'none' }}
        >
          <Wordmark />
        </Box>
        <Tabs aria-label="Sections">
          <Tab to={paths.search.to()} end>
            Films
          </Tab>
          <Tab to={paths.movies.to()}>Live</Tab>
        </Tabs>
        <Box sx={{ gridArea: 'search', minWidth: 0 }}>{isMovies ? <MovieSearchBox /> : <FilmSearchBox />}</Box>
        <HeaderActions />
      </Row>
    </Bar>
  );
}

function HeaderActions() {
  return (
    <Box
      sx={{
        gridArea: 'actions',
        display: 'flex',
        alignItems: 'center',
        justifyContent: 'flex-end',
        gap: { xs: 0, sm: 1 },
        whiteSpace: 'nowrap',
      }}
    >
      <AccountActions />
      <ThemeToggle />
    </Box>
  );
}
