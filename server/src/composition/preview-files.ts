/** All films, as JSON. */
export const FILMS_FILE = 'films.json';

/** The search snapshot. The file with its synopses has the name that `synopsesOf` gives. */
export const SNAPSHOT_FILE = 'search';
