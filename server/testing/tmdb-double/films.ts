/**
 * Invented films, the same ones every time. None is taken from TMDB. They have the irregularities of TMDB's rows: empty
 * and missing dates, images that are null, and empty texts.
 */
export type DoubleFilm = {
  readonly id: number;
  readonly title: string;
  readonly originalTitle: string;
  /** The code of the original language. */
  readonly language: string;
  readonly releaseDate: string | undefined;
  readonly overview: string;
  readonly posterPath: string | null;
  readonly backdropPath: string | null;
  /** Default: false. */
  readonly isAdult?: boolean;
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
  const isFrench = index % 9 === 0;
  return {
    id,
    title,
    originalTitle: isFrench ? `Le ${noun} ${adjective}` : title,
    language: isFrench ? 'fr' : 'en',
    releaseDate:
      index % 11 === 0 ? '' : index % 13 === 0 ? undefined : `${String(year)}-0${String((index % 9) + 1)}-15`,
    overview: index % 7 === 0 ? '' : `A ${adjective.toLowerCase()} tale about a ${noun.toLowerCase()} ${place}.`,
    posterPath: index % 5 === 0 ? null : `/double-${String(id)}.svg`,
    backdropPath: index % 4 === 0 ? null : `/backdrop-${String(id)}.svg`,
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

/** The director comes after the writers. One member of the cast and the director are credited twice. */
export function creditsOf(film: DoubleFilm) {
  const person = (offset: number, department = 'Acting') => {
    const index = (film.id + offset) % ACTORS.length;
    const name = ACTORS[index];
    const rest = { known_for_department: department, adult: false, gender: 0, popularity: 1.5 };
    return { id: 9_000 + index, name, original_name: name, ...rest };
  };
  const credit = (list: string, index: number) => ({ credit_id: `${list}${String(film.id)}${String(index)}` });
  const crew: readonly (readonly [offset: number, department: string, job: string])[] = [
    [2, 'Writing', 'Characters'],
    [5, 'Lighting', 'Gaffer'],
    [3, 'Writing', 'Screenplay'],
    [4, 'Directing', 'Director'],
    [4, 'Directing', 'Director'],
    [0, 'Writing', 'Storyboard'],
  ];
  return {
    cast: [1, 0, 2, 0].map((order, index) => ({
      ...person(order),
      order,
      character: order === 2 ? '' : `Role ${String(order)}`,
      profile_path: order === 1 ? null : `/person-${String(person(order).id)}.svg`,
      ...credit('c', index),
    })),
    crew: crew.map(([offset, department, job], index) => ({
      ...person(offset, department),
      job,
      department,
      profile_path: null,
      ...credit('w', index),
    })),
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
