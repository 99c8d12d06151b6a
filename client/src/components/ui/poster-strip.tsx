import { styled } from '@mui/material/styles';

/** Posters in one row, scrolled sideways where they do not fit. */
export const PosterStrip = styled('ul')({
  listStyle: 'none',
  display: 'grid',
  gridAutoFlow: 'column',
  gridAutoColumns: 'min(158px, 40vw)',
  gap: 16,
  overflowX: 'auto',
  scrollbarWidth: 'thin',
  scrollSnapType: 'x proximity',
  // Room for what rises under the pointer and for the ring of the focus, which the scrolling would cut off.
  margin: '-8px -6px 0',
  padding: '8px 6px 4px',
  '& > li': { scrollSnapAlign: 'start', scrollMarginInline: 6 },
});
