import Box from '@mui/material/Box';
import Button from '@mui/material/Button';
import Drawer from '@mui/material/Drawer';
import Typography from '@mui/material/Typography';
import { Announcer } from '../../../components/ui/announcer.tsx';
import { Themed } from '../../../components/mui/themed.tsx';
import type { FilmsPage } from '../api/search-films.ts';
import { announceResults } from '../describe-search.ts';
import { texts } from '../texts.ts';
import type { FilmSearch } from '../use-film-search.ts';
import { FilterPanel } from './filter-panel.tsx';

type FilterDrawerProps = {
  readonly search: FilmSearch;
  readonly answer: FilmsPage | undefined;
  readonly isOpen: boolean;
  readonly onClose: () => void;
};

/** The filters, on screens that have no room for them next to the films. */
export function FilterDrawer({ search, answer, isOpen, onClose }: FilterDrawerProps) {
  return (
    <Themed>
      <Drawer
        anchor="bottom"
        open={isOpen}
        onClose={onClose}
        slotProps={{
          paper: {
            'aria-label': texts.filters.title,
            role: 'dialog',
            sx: {
              maxHeight: '86dvh',
              borderRadius: '20px 20px 0 0',
              p: 2,
              backgroundImage: 'none',
              overflow: 'hidden',
            },
          },
        }}
      >
        <Typography variant="h2" sx={{ mb: 2, px: '10px' }}>
          {texts.filters.title}
        </Typography>
        {/* The button is below the scrolling content and never covers it. */}
        <Box sx={{ overflowY: 'auto', minHeight: 0, mb: 2, px: '4px', mx: '-4px' }}>
          <FilterPanel search={search} facets={answer?.facets} />
        </Box>
        <Button variant="contained" size="large" onClick={onClose} sx={{ flex: 'none' }}>
          {texts.filters.show(answer?.total ?? 0)}
        </Button>
        {/* Screen readers do not hear the rest of the page while the drawer is open. */}
        <Announcer
          message={
            answer ? announceResults({ ...answer.search, sort: search.state.sort }, answer.total, undefined) : ''
          }
        />
      </Drawer>
    </Themed>
  );
}
