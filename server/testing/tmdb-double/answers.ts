import type { Answer } from '../provider-double/faults.ts';
import { creditsOf, ENDLESS_QUERY, ENDLESS_RESULTS, FILMS, GENRES, videosOf, type DoubleFilm } from './films.ts';
import { FURTHER_FILMS } from './further-films.ts';

const PAGE_SIZE = 20;
const ALL_FILMS = [...FILMS, ...FURTHER_FILMS];

/** Makes an answer with an error, in TMDB's form: one JSON object without nesting. */
export function errorAnswer(
  status: number,
  code: number,
  message: string,
  headers: Record<string, string> = {},
): Answer {
  return { status, headers, body: { status_code: code, status_message: message, success: false } };
}

/** Answers an authorized request as TMDB documents it. Unknown parameters are ignored, as TMDB does. */
export function answer(path: string, params: URLSearchParams): Answer {
  if (path === '/3/search/movie') return searchAnswer(params);
  if (path === '/3/genre/movie/list') return { status: 200, body: { genres: GENRES } };
  if (path === '/3/configuration') return configurationAnswer();
  const id = /^\/3\/movie\/([^/]+)$/.exec(path)?.[1];
  if (id === undefined) return errorAnswer(404, 34, 'The resource you requested could not be found.');
  if (!/^\d+$/.test(id)) return errorAnswer(404, 6, 'Invalid id: The pre-requisite id is invalid or not found.');
  const film = ALL_FILMS.find((one) => one.id === Number(id));
  if (!film) return errorAnswer(404, 34, 'The resource you requested could not be found.');
  return { status: 200, body: details(film, (params.get('append_to_response') ?? '').split(',')) };
}

function searchAnswer(params: URLSearchParams): Answer {
  const query = (params.get('query') ?? '').trim().toLowerCase();
  if (query === '') return { status: 422, body: { errors: ['query must be provided'] } };
  const page = Number(params.get('page') ?? '1');
  if (!Number.isInteger(page) || page < 1 || page > 500) {
    return errorAnswer(400, 22, 'Invalid page: Pages start at 1 and max at 500. They are expected to be an integer.');
  }
  const isEndless = query === ENDLESS_QUERY;
  const year = params.get('year') ?? params.get('primary_release_year') ?? '';
  const hasAdult = params.get('include_adult') === 'true';
  const found = isEndless
    ? FILMS
    : ALL_FILMS.filter(
        (film) =>
          matches(film, query) && (film.releaseDate ?? '').startsWith(year) && (hasAdult || film.isAdult !== true),
      );
  const total = isEndless ? ENDLESS_RESULTS : found.length;
  const start = isEndless ? ((page - 1) * PAGE_SIZE) % FILMS.length : (page - 1) * PAGE_SIZE;
  const rows: unknown[] = found.slice(start, start + PAGE_SIZE).map(row);
  // In a full first page, a row that describes a collection replaces the last movie, because TMDB mixes collections
  // into pages.
  if (page === 1 && rows.length === PAGE_SIZE) rows[PAGE_SIZE - 1] = collectionRow();
  // A search that finds nothing has one page, which is empty.
  const totalPages = Math.max(1, Math.ceil(total / PAGE_SIZE));
  return { status: 200, body: { page, results: rows, total_pages: totalPages, total_results: total } };
}

function matches(film: DoubleFilm, query: string): boolean {
  const title = `${film.title} ${film.originalTitle}`.toLowerCase();
  return query.split(/\s+/).every((word) => title.includes(word));
}

function row(film: DoubleFilm) {
  return {
    adult: film.isAdult ?? false,
    backdrop_path: film.backdropPath,
    genre_ids: film.genreIds,
    id: film.id,
    original_language: film.language,
    original_title: film.originalTitle,
    overview: film.overview,
    popularity: film.voteCount / 10,
    poster_path: film.posterPath,
    ...(film.releaseDate !== undefined && { release_date: film.releaseDate }),
    softcore: false,
    title: film.title,
    video: false,
    vote_average: film.voteAverage,
    vote_count: film.voteCount,
  };
}

/** TMDB mixes collections into the pages of movies. */
export function collectionRow() {
  return {
    adult: false,
    backdrop_path: null,
    id: 77,
    name: 'The Brackwater Collection',
    overview: '',
    poster_path: null,
  };
}

function details(film: DoubleFilm, appended: readonly string[]) {
  const { genre_ids: genreIds, ...rest } = row(film);
  return {
    ...rest,
    belongs_to_collection: null,
    budget: 0,
    genres: GENRES.filter(({ id }) => genreIds.includes(id)),
    homepage: '',
    imdb_id: film.id % 4 === 0 ? null : `tt99${String(film.id)}`,
    origin_country: ['XX'],
    production_companies: [],
    production_countries: [{ iso_3166_1: 'XX', name: 'Nowhere' }],
    revenue: 0,
    runtime: film.id % 10 === 0 ? 0 : 90 + (film.id % 60),
    spoken_languages: [],
    status: 'Released',
    tagline: '',
    ...(appended.includes('credits') && { credits: creditsOf(film) }),
    ...(appended.includes('videos') && { videos: { results: videosOf(film) } }),
  };
}

function configurationAnswer(): Answer {
  const images = {
    base_url: 'http://image.tmdb.org/t/p/',
    secure_base_url: 'https://image.tmdb.org/t/p/',
    logo_sizes: ['w45', 'w92', 'w154', 'w185', 'w300', 'w500', 'original'],
    still_sizes: ['w92', 'w185', 'w300', 'original'],
    poster_sizes: ['w92', 'w154', 'w185', 'w342', 'w500', 'w780', 'original'],
    backdrop_sizes: ['w300', 'w780', 'w1280', 'original'],
    profile_sizes: ['w45', 'w185', 'h632', 'original'],
  };
  return { status: 200, body: { images, change_keys: [] } };
}
