import Skeleton from '@mui/material/Skeleton';
import { styled } from '@mui/material/styles';
import { Caption } from './poster-grid.tsx';

const PosterShape = styled(Skeleton)({ aspectRatio: '2 / 3', height: 'auto', transform: 'none' });

/** The room that a card of a poster grid will take. */
export function CardSkeletons({ count }: { readonly count: number }) {
  return Array.from({ length: count }, (_, index) => (
    <li key={index} aria-hidden>
      <PosterShape variant="rounded" />
      <Caption>
        <Skeleton width="85%" />
        <Skeleton width="45%" />
      </Caption>
    </li>
  ));
}
