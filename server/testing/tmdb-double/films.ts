/**
 * Invented films, the same ones every time. None is taken from TMDB. They have the irregularities of TMDB's rows: empty
 * and missing dates, images that are null, and empty texts.
 */
export type DoubleFilm = {
  readonly id: number;
  readonly title: string;
  readonly originalTitle: string;
  readonly releaseDate: string | undefined;
  readonly overview: string;
  readonly posterPath: string | null;
  readonly genreIds: readonly number[];
  readonly voteAverage: number;
  readonly voteCount: number;
};

export const GENRES = [
  { id: 18, name: 'Drama' },
  { id: 35, name: 'Comedy' },
  { id: 53, name: 'Thriller' },
  { id: 878, name: 'Science Fiction' },
] as const;

const ADJECTIVES = [
  'Silent',
  'Crimson',
  'Paper',
  'Hollow',
  'Velvet',
  'Last',
  'Distant',
  'Broken',
  'Electric',
  'Winter',
];
const NOUNS = [
  'Harbour',
  'Lantern',
  'Orchard',
  'Cartographer',
  'Signal',
  'Waltz',
  'Meridian',
  'Apiary',
  'Staircase',
  'Comet',
];
const PLACES = ['of Brackwater', 'at Noon', 'in Reverse', 'without a Map', 'for Two Voices', 'under Glass'];

function makeFilm(index: number): DoubleFilm {
  const pick = <T>(list: readonly T[], step: number): T => list[Math.floor(index / step) % list.length] as T;
  const id = 1_000 + index;
  const adjective = pick(ADJECTIVES, 1);
  const noun = pick(NOUNS, ADJECTIVES.length);
  const place = pick(PLACES, ADJECTIVES.length * NOUNS.length);
  const title = `The ${adjective} ${noun} ${place}`;
  const year = 1950 + (index % 75);
  return {
    id,
    title,
    originalTitle: index % 9 === 0 ? `Le ${noun} ${adjective}` : title,
    releaseDate:
      index % 11 === 0 ? '' : index % 13 === 0 ? undefined : `${String(year)}-0${String((index % 9) + 1)}-15`,
    overview: index % 7 === 0 ? '' : `A ${adjective.toLowerCase()} tale about a ${noun.toLowerCase()} ${place}.`,
    posterPath: index % 5 === 0 ? null : `/double-${String(id)}.svg`,
    genreIds: [GENRES[index % GENRES.length]?.id ?? 18],
    voteAverage: (index % 100) / 10,
    voteCount: index % 6 === 0 ? 0 : index * 3,
  };
}

/** 600 films. Every title contains the word "the", so that a search for it fills 30 pages. */
export const FILMS: readonly DoubleFilm[] = Array.from({ length: 600 }, (_, index) => makeFilm(index));

/**
 * A search for this query reports 12,000 results on 600 pages. Like TMDB, the double serves only the first 500 pages.
 */
export const ENDLESS_QUERY = 'everything';
export const ENDLESS_RESULTS = 12_000;

const ACTORS = ['Ilse Varga', 'Tomas Quill', 'Renata Osei', 'Piers Halloway', 'Mio Tanabe', 'Dagny Holm'];

export function creditsOf(film: DoubleFilm) {
  const person = (offset: number) => {
    const index = (film.id + offset) % ACTORS.length;
    return { id: 9_000 + index, name: ACTORS[index], original_name: ACTORS[index], adult: false, popularity: 1.5 };
  };
  return {
    cast: [1, 0, 2].map((order) => ({
      ...person(order),
      order,
      character: order === 2 ? '' : `Role ${String(order)}`,
      profile_path: order === 1 ? null : `/person-${String(person(order).id)}.svg`,
      credit_id: `c${String(film.id)}${String(order)}`,
    })),
    crew: [
      { ...person(4), job: 'Director', department: 'Directing', profile_path: null },
      { ...person(5), job: 'Gaffer', department: 'Lighting', profile_path: null },
    ],
  };
}

/** Films with an odd id have trailers and a clip, and films with an even id only a clip. */
export function videosOf({ id }: DoubleFilm) {
  const video = { iso_639_1: 'en', iso_3166_1: 'US', name: 'Video', size: 1080, official: false, site: 'YouTube' };
  const others = [
    { ...video, type: 'Clip', key: `clip-${String(id)}`, official: true },
    { ...video, type: 'Trailer', key: `fan-${String(id)}` },
  ];
  return id % 2 === 0
    ? others.slice(0, 1)
    : [...others, { ...video, type: 'Trailer', key: `double-${String(id)}`, official: true }];
}
