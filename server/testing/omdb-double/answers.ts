import type { Answer } from '../provider-double/faults.ts';
import { creditsOf, ENDLESS_QUERY, ENDLESS_RESULTS, GENRES } from '../tmdb-double/films.ts';
import { OMDB_FILMS, SERIES_ID, type OmdbFilm } from './films.ts';

const PAGE_SIZE = 10;
const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** OMDb answers most errors with status 200. */
export function errorAnswer(error: string, status = 200): Answer {
  return { status, body: { Response: 'False', Error: error } };
}

/**
 * Answers an authorized request as OMDb does: `i` and `t` get one title with details, `s` a page of titles. Unknown
 * parameters are ignored.
 */
export function answer(path: string, params: URLSearchParams, imageUrl: string): Answer {
  if (path !== '/') return { status: 404, body: 'Not found' };
  const { i, t, s } = Object.fromEntries(params);
  if (i !== undefined && i !== '') return detailsById(i, imageUrl);
  const isWanted = ofYear(params.get('y') ?? '');
  if (t !== undefined && t !== '') {
    const film = OMDB_FILMS.find((one) => one.title.toLowerCase() === t.toLowerCase() && isWanted(one));
    return film ? found(details(film, imageUrl)) : errorAnswer('Movie not found!');
  }
  return s === undefined || s === '' ? errorAnswer('Incorrect IMDb ID.') : search(s, isWanted, params, imageUrl);
}

function detailsById(id: string, imageUrl: string): Answer {
  if (!/^tt\d{7,8}$/.test(id)) return errorAnswer('Incorrect IMDb ID.');
  const [aFilm] = OMDB_FILMS;
  if (id === SERIES_ID && aFilm) return found({ ...details(aFilm, imageUrl), imdbID: id, Type: 'series' });
  const film = OMDB_FILMS.find(({ imdbId }) => imdbId === id);
  return film ? found(details(film, imageUrl)) : errorAnswer('Error getting data.');
}

function search(
  query: string,
  isWanted: (film: OmdbFilm) => boolean,
  params: URLSearchParams,
  imageUrl: string,
): Answer {
  const words = query.toLowerCase().split(/\s+/);
  if (query.length < 3) return errorAnswer('Too many results.');
  const page = Number(params.get('page') ?? '1');
  if (!Number.isInteger(page)) {
    return errorAnswer(`Conversion from string "${String(params.get('page'))}" to type 'Double' is not valid.`);
  }
  if (page < 1) return errorAnswer('The offset specified in a OFFSET clause may not be negative.');
  const isEndless = query === ENDLESS_QUERY;
  // OMDb finds whole words, and no beginnings of words.
  const matches = OMDB_FILMS.filter((film) => {
    const title = new Set(film.title.toLowerCase().split(' '));
    return isEndless || (words.every((word) => title.has(word)) && isWanted(film));
  });
  const total = isEndless ? ENDLESS_RESULTS : matches.length;
  const start = isEndless ? ((page - 1) * PAGE_SIZE) % matches.length : (page - 1) * PAGE_SIZE;
  const rows = matches.slice(start, start + PAGE_SIZE).map((film) => row(film, imageUrl));
  if (rows.length === 0 || page > 100) return errorAnswer('Movie not found!');
  // The first two rows of a full first page are the same movie, because OMDb sometimes lists a movie twice.
  const [first] = rows;
  if (first && page === 1 && rows.length === PAGE_SIZE) rows[1] = first;
  return found({ Search: rows, totalResults: String(total) });
}

function ofYear(year: string) {
  return (film: OmdbFilm) => year === '' || (film.releaseDate ?? '').startsWith(year);
}

function row({ title, releaseDate, imdbId, posterPath }: OmdbFilm, imageUrl: string) {
  return {
    Title: title,
    Year: orNothing(releaseDate?.slice(0, 4)),
    imdbID: imdbId,
    Type: 'movie',
    Poster: posterPath === null ? 'N/A' : `${imageUrl}/M${posterPath.replace('.svg', '._V1_SX300.jpg')}`,
  };
}

function details(film: OmdbFilm, imageUrl: string) {
  const { id, overview, releaseDate, genreIds, voteAverage, voteCount } = film;
  const { cast, crew } = creditsOf(film);
  const director = crew.find(({ job }) => job === 'Director')?.name ?? 'N/A';
  return {
    ...row(film, imageUrl),
    Rated: 'N/A',
    Released: released(releaseDate),
    Runtime: id % 10 === 0 ? 'N/A' : `${String(90 + (id % 60))} min`,
    Genre: GENRES.filter((genre) => genreIds.includes(genre.id))
      .map(({ name }) => name)
      .join(', '),
    Director: director,
    Writer: `${director} (story), ${director} (screenplay)`,
    Actors: [...new Set(cast.toSorted((a, b) => a.order - b.order).map(({ name }) => name))].join(', '),
    Plot: orNothing(overview),
    Language: 'English',
    Country: 'Nowhere',
    Awards: 'N/A',
    Ratings: [],
    Metascore: 'N/A',
    imdbRating: voteCount === 0 ? 'N/A' : String(voteAverage),
    imdbVotes: voteCount === 0 ? 'N/A' : voteCount.toLocaleString('en'),
    DVD: 'N/A',
    BoxOffice: 'N/A',
    Production: 'N/A',
    Website: 'N/A',
  };
}

function released(date: string | undefined): string {
  const [year, month, day] = (date ?? '').split('-');
  return day === undefined ? 'N/A' : `${day} ${MONTHS[Number(month) - 1] ?? ''} ${year ?? ''}`;
}

function orNothing(value: string | undefined): string {
  return value === undefined || value === '' ? 'N/A' : value;
}

function found(body: object): Answer {
  return { status: 200, body: { ...body, Response: 'True' } };
}
