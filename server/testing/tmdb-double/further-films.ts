import type { DoubleFilm } from './films.ts';

/** Titles as people type them. No other spelling finds them, as at TMDB. */
export const TYPED_TITLES = [
  ['7½ Ferries', 'en'],
  ['Ferry²', 'en'],
  ['Ο Φάρος της Νύχτας', 'el'],
  ['İnci Feneri', 'tr'],
  ['น้ำแข็งกลางคืน', 'th'],
  ['نیم\u200cروز', 'fa'],
  ['静かな灯台', 'ja'],
  ['Ночной сигнал', 'ru'],
] as const;

/** A search finds it only with adult results. TMDB always answers it by id. */
export const ADULT_ID = 7_100;

const film = (id: number, title: string, language: string): DoubleFilm => ({
  id,
  title,
  originalTitle: title,
  language,
  releaseDate: '1957-03-09',
  overview: '',
  posterPath: null,
  backdropPath: null,
  genreIds: [18],
  voteAverage: 6.3,
  voteCount: 11,
});

/** Films that only the double of TMDB has. */
export const FURTHER_FILMS: readonly DoubleFilm[] = [
  ...TYPED_TITLES.map(([title, language], index) => film(7_000 + index, title, language)),
  { ...film(ADULT_ID, 'Curtain Calls at Midnight', 'en'), isAdult: true },
];
