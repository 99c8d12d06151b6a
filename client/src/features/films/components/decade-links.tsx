import { styled } from '@mui/material/styles';
import { Link } from 'react-router';
import { VisuallyHidden } from '../../../components/ui/visually-hidden.tsx';
import { paths } from '../../../config/paths.ts';
import type { FacetCount } from '../api/catalogue.ts';
import { decadeBars, decadeSpan } from '../decade-bars.ts';
import { EMPTY_SEARCH, formatSearch } from '../search-state.ts';

const Row = styled('ul')({
  listStyle: 'none',
  margin: 0,
  // Room for the ring of a focused bar, which the scrolling would cut off.
  padding: '4px 4px 10px',
  marginInline: -4,
  display: 'flex',
  gap: 6,
  height: 196,
  overflowX: 'auto',
  scrollbarWidth: 'thin',
  '& > li': { flex: '1 0 52px', maxWidth: 120, display: 'flex' },
});

const Column = styled(Link)(({ theme }) => ({
  flex: 1,
  position: 'relative',
  display: 'flex',
  flexDirection: 'column',
  justifyContent: 'flex-end',
  gap: 6,
  textAlign: 'center',
  textDecoration: 'none',
  color: (theme.vars ?? theme).palette.text.primary,
  fontSize: '0.875rem',
  fontWeight: 600,
  fontVariantNumeric: 'tabular-nums',
  borderRadius: 8,
  '& small': { fontWeight: 400, color: (theme.vars ?? theme).palette.text.secondary },
  '&:hover [data-bar], &:focus-visible [data-bar]': { filter: 'brightness(1.15)' },
}));

const Bar = styled('span')(({ theme }) => ({
  display: 'block',
  minHeight: 3,
  borderRadius: '6px 6px 2px 2px',
  background: `linear-gradient(to top, ${(theme.vars ?? theme).palette.primary.main}, color-mix(in oklab, ${(theme.vars ?? theme).palette.primary.main} 62%, ${(theme.vars ?? theme).palette.secondary.main}))`,
}));

const HIGHEST_PX = 112;

/** The catalogue as columns, one a decade, each a way in. */
export function DecadeLinks({ decades }: { readonly decades: readonly FacetCount[] }) {
  const span = decadeSpan(decades);
  const bars = span ? decadeBars(decades, span[0], span[1]).filter(({ count }) => count > 0) : [];
  return (
    <Row aria-label="Decades">
      {bars.map(({ decade, count, height }) => (
        <li key={decade}>
          <Column to={paths.search.to(formatSearch({ ...EMPTY_SEARCH, yearFrom: decade, yearTo: decade + 9 }))}>
            <small>
              {count.toLocaleString('en')}
              <VisuallyHidden>{count === 1 ? ' film of the ' : ' films of the '}</VisuallyHidden>
            </small>
            <Bar data-bar style={{ height: height * HIGHEST_PX }} />
            <span>{decade}s</span>
          </Column>
        </li>
      ))}
    </Row>
  );
}
