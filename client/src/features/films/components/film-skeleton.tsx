import Box from '@mui/material/Box';
import Skeleton from '@mui/material/Skeleton';

/** The room that a film of which nothing is known yet will take. */
export function FilmSkeleton() {
  return (
    <Box
      aria-busy
      sx={{ display: 'grid', gap: { xs: 3, sm: 5 }, gridTemplateColumns: { sm: 'minmax(180px, 300px) 1fr' } }}
    >
      <Skeleton
        variant="rounded"
        sx={{
          aspectRatio: '2 / 3',
          height: 'auto',
          width: { xs: 'min(56vw, 260px)', sm: 'auto' },
          mx: { xs: 'auto', sm: 0 },
        }}
      />
      <Box sx={{ display: 'grid', gap: 2, alignContent: 'start' }}>
        <Skeleton variant="rounded" height={52} sx={{ maxWidth: 480 }} />
        <Skeleton variant="rounded" height={32} sx={{ maxWidth: 260 }} />
        <Skeleton variant="rounded" height={140} />
      </Box>
    </Box>
  );
}
