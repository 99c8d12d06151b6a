import Typography from '@mui/material/Typography';

/** What TMDB asks of everybody who shows its data, wherever it is shown. */
export function TmdbNotice() {
  return (
    <Typography component="p" variant="body2" sx={{ color: 'text.secondary' }}>
      Data from{' '}
      <a href="https://www.themoviedb.org/" rel="noreferrer" style={{ color: 'inherit', fontWeight: 650 }}>
        TMDB
      </a>
      . This product uses the TMDB API but is not endorsed or certified by TMDB.
    </Typography>
  );
}
