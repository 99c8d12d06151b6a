import Stack from '@mui/material/Stack';
import Typography from '@mui/material/Typography';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { filmQuery } from '../../features/films/api/get-film.ts';

export function Component() {
  const { id = '' } = useParams();
  const { data } = useQuery(filmQuery(id));
  return (
    <Stack component="article" sx={{ gap: 2 }}>
      <Typography variant="h1">{data?.film.title}</Typography>
      <Typography>{data?.film.extract}</Typography>
    </Stack>
  );
}
