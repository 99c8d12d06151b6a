/** The provider's pages end here, whatever it says of the total: 500 pages of 20. */
export const MAX_MOVIE_PAGE = 500;
const MOVIES_PER_PAGE = 20;
export const MAX_REACHABLE_MOVIES = MAX_MOVIE_PAGE * MOVIES_PER_PAGE;

/** The same picture in several widths, narrowest first; for an img's srcset. */
export type MovieImage = readonly { readonly widthPx: number; readonly url: string }[];

/** A movie as a search answers it. What the provider does not know is absent, never empty. */
export type MovieSummary = {
  /** The provider's number, 1 or more. */
  readonly id: number;
  readonly title: string;
  /** Absent when it is the title. */
  readonly originalTitle?: string | undefined;
  /** `YYYY-MM-DD`. */
  readonly releaseDate?: string | undefined;
  readonly overview?: string | undefined;
  /** Mean vote, 0 to 10; absent without votes. */
  readonly rating?: number | undefined;
  readonly votes: number;
  readonly poster?: MovieImage | undefined;
};

export type MoviePage = {
  /** 1 to {@link MAX_MOVIE_PAGE}. */
  readonly page: number;
  /** Pages that can be asked for, at most {@link MAX_MOVIE_PAGE}; 0 without results. */
  readonly totalPages: number;
  /** Movies that can be reached by asking for all pages, at most {@link MAX_REACHABLE_MOVIES}. */
  readonly totalResults: number;
  readonly items: readonly MovieSummary[];
};

export type MovieCredit = {
  readonly personId: number;
  readonly name: string;
  /** The character played, or the job done. */
  readonly role?: string | undefined;
  readonly photo?: MovieImage | undefined;
};

/** A movie with everything that the page of one movie shows. */
export type MovieDetails = MovieSummary & {
  readonly tagline?: string | undefined;
  readonly genres: readonly string[];
  readonly runtimeMin?: number | undefined;
  /** Such as `tt0000001`. */
  readonly imdbId?: string | undefined;
  readonly homepage?: string | undefined;
  readonly countries: readonly string[];
  readonly backdrop?: MovieImage | undefined;
  /** In billing order, at most 30. */
  readonly cast: readonly MovieCredit[];
  /** Who directed and wrote it, at most 20. */
  readonly crew: readonly MovieCredit[];
};
