import './tmdb-notice.css';

/** The notice that TMDB requires wherever its data is shown. */
export function TmdbNotice() {
  return (
    <p className="tmdb-notice">
      Data from{' '}
      <a href="https://www.themoviedb.org/" rel="noreferrer">
        TMDB
      </a>
      . This product uses the TMDB API but is not endorsed or certified by TMDB.
    </p>
  );
}
