import { styled } from '@mui/material/styles';

/** As many columns as fit, two on the smallest screens. A row is as high as its skeleton: nothing moves on arrival. */
export const PosterGrid = styled('ul')({
  listStyle: 'none',
  margin: 0,
  padding: 0,
  display: 'grid',
  gridTemplateColumns: 'repeat(auto-fill, minmax(min(150px, 42vw), 1fr))',
  gap: '24px 18px',
  // Cards take the place of their skeletons; a browser that follows a skeleton further down would lose the place.
  overflowAnchor: 'none',
});

/** What stands under a poster: two lines of title, one of facts, always as high. */
export const Caption = styled('div')({ paddingBlockStart: 10, height: 76, overflow: 'hidden' });
