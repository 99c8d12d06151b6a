import TextField from '@mui/material/TextField';
import Typography from '@mui/material/Typography';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { paths } from '../../config/paths.ts';
import { filmsQuery } from '../../features/films/api/search-films.ts';
import { formatSearch, parseSearch } from '../../features/films/search-state.ts';

export function Component() {
  const [parameters, setParameters] = useSearchParams();
  const state = parseSearch(parameters);
  const { data } = useInfiniteQuery(filmsQuery(state));
  const films = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <>
      <Typography variant="h1">Find a film</Typography>
      <TextField
        label="Search films"
        type="search"
        value={state.q}
        onChange={({ target }) => {
          setParameters(formatSearch({ ...state, q: target.value }), { replace: true });
        }}
      />
      <ul>
        {films.map(({ id, title, year }) => (
          <li key={id}>
            <Link to={paths.film.to(id)}>
              {title} ({year})
            </Link>
          </li>
        ))}
      </ul>
    </>
  );
}
