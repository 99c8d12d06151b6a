import { styled } from '@mui/material/styles';
import { Link } from 'react-router';
import { PALETTES } from '../../../components/ui/poster/palettes.ts';
import { paths } from '../../../config/paths.ts';
import type { FacetCount } from '../api/catalogue.ts';
import { EMPTY_SEARCH, formatSearch } from '../search-state.ts';

/** The less frequent ones are found among the filters. */
const SHOWN = 16;

const Grid = styled('ul')({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fill, minmax(min(150px, 42vw), 1fr))',
  gap: 10,
  minHeight: 140,
});

const Tile = styled(Link)({
  display: 'flex',
  flexDirection: 'column',
  justifyContent: 'flex-end',
  height: 72,
  padding: '10px 14px',
  borderRadius: 12,
  textDecoration: 'none',
  fontWeight: 700,
  lineHeight: 1.2,
  overflow: 'hidden',
  overflowWrap: 'anywhere',
  transition: 'transform 160ms ease',
  '&:hover, &:focus-visible': { transform: 'translateY(-2px)' },
  '& small': { fontWeight: 500, fontSize: '0.8125rem' },
});

/** Genres in the colours of posters. */
export function GenreLinks({ genres }: { readonly genres: readonly FacetCount[] }) {
  return (
    <Grid aria-label="Genres">
      {genres.slice(0, SHOWN).map(({ value, count }, index) => {
        const { ground, ink } = PALETTES[index % PALETTES.length] ?? PALETTES[0];
        return (
          <li key={value}>
            <Tile
              to={paths.search.to(formatSearch({ ...EMPTY_SEARCH, genres: [value] }))}
              style={{ backgroundColor: ground, color: ink }}
            >
              {value} <small>{`${count.toLocaleString('en')} ${count === 1 ? 'film' : 'films'}`}</small>
            </Tile>
          </li>
        );
      })}
    </Grid>
  );
}
