/** The form of the provider's movie ids. */
export const MOVIE_ID = /^[1-9][0-9]{0,9}$/;
export const MOVIE_ID_RULE = 'must be a whole number of at most 10 digits, 1 or more';

/** The last page that can be requested. A provider may have fewer. A page has at most 20 movies. */
export const MAX_MOVIE_PAGE = 500;
const MOVIES_PER_PAGE = 20;
export const MAX_REACHABLE_MOVIES = MAX_MOVIE_PAGE * MOVIES_PER_PAGE;

/** The same picture in several widths, narrowest first; for the `srcset` of an `img`. */
export type MovieImage = readonly { readonly widthPx: number; readonly url: string }[];

/** A movie in a search result. Attributes that the provider does not know are absent, never empty. */
export type MovieSummary = {
  /** The provider's id, or the number in it; 1 or more. Ids of two providers mean different movies. */
  readonly id: number;
  readonly title: string;
  /** Absent if it equals the title. */
  readonly originalTitle?: string | undefined;
  /** `YYYY-MM-DD`, or `YYYY` if the provider says only the year. */
  readonly releaseDate?: string | undefined;
  readonly overview?: string | undefined;
  /** Average vote, 0 to 10. Absent if there are no votes. */
  readonly rating?: number | undefined;
  readonly votes: number;
  readonly poster?: MovieImage | undefined;
};

export type MoviePage = {
  /** 1 to {@link MAX_MOVIE_PAGE}. */
  readonly page: number;
  /** Number of pages that can be requested, at most {@link MAX_MOVIE_PAGE}; 0 if there are no results. */
  readonly totalPages: number;
  /**
   * Number of movies on all pages that can be requested, at most {@link MAX_REACHABLE_MOVIES}. Both totals may be 0 on
   * an empty page after the last one.
   */
  readonly totalResults: number;
  readonly items: readonly MovieSummary[];
};

export type MovieCredit = {
  /** Absent if the provider has no ids of people. */
  readonly personId?: number | undefined;
  readonly name: string;
  /** The character of a cast member, or the job of a crew member. */
  readonly role?: string | undefined;
  readonly photo?: MovieImage | undefined;
};

/** A movie with everything that its own page shows. */
export type MovieDetails = MovieSummary & {
  readonly tagline?: string | undefined;
  readonly genres: readonly string[];
  readonly runtimeMin?: number | undefined;
  /** The movie's id at IMDb, for example `tt0000001`. */
  readonly imdbId?: string | undefined;
  readonly homepage?: string | undefined;
  /** URL of a video on YouTube or Vimeo. */
  readonly trailer?: string | undefined;
  readonly countries: readonly string[];
  readonly backdrop?: MovieImage | undefined;
  /** In billing order, at most 30. */
  readonly cast: readonly MovieCredit[];
  /** Directors and writers, at most 20. */
  readonly crew: readonly MovieCredit[];
};
