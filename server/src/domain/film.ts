export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [name: string]: JsonValue };

/**
 * What a client sends about a film. Only title and year are required. Attributes that are not named here are stored
 * unchanged, within {@link FILM_BOUNDS}.
 */
export type FilmAttributes = {
  /** 1 to 500 characters, not blank. */
  readonly title: string;
  /** Year of first release, 1870 to 2100. */
  readonly year: number;
  /** Names in billing order, at most 500, each 1 to 200 characters. */
  readonly cast?: readonly string[] | undefined;
  /** Names, at most 50, each 1 to 200 characters. */
  readonly directors?: readonly string[] | undefined;
  /** At most 50, each 1 to 100 characters. */
  readonly genres?: readonly string[] | undefined;
  /** Page name in the English Wikipedia, such as `The_Godfather`. */
  readonly href?: string | undefined;
  /** Synopsis, at most 20,000 characters. */
  readonly extract?: string | undefined;
  /** Other titles of the film, such as the original and translations. At most 100, each 1 to 500 characters. */
  readonly alternativeTitles?: readonly string[] | undefined;
  /** What happens in the film, at most 20,000 characters. */
  readonly plot?: string | undefined;
  /** http(s) URL of an image. */
  readonly thumbnail?: string | undefined;
  /** Pixels, 1 to 20,000. */
  readonly thumbnailWidth?: number | undefined;
  /** Pixels, 1 to 20,000. */
  readonly thumbnailHeight?: number | undefined;
  /** How well known the film is, 0 to 100. Without it, search estimates this from the catalogue. */
  readonly popularity?: number | undefined;
  readonly [attribute: string]: JsonValue | undefined;
};

/**
 * A film as it is stored. `id` never changes, even if the title does. `version` starts at 1 and rises with every
 * change. Deleting a film counts as a change, and so does creating a film with the same id again.
 */
export type Film = {
  readonly id: string;
  readonly version: number;
  readonly attributes: FilmAttributes;
};

/** A film as it is after a write. */
export type WrittenFilm = Film & {
  /** When the film was changed, in milliseconds since the epoch by the writer's clock. */
  readonly changedAtMs: number;
};

/** What a search returns of a film: enough for a row or a poster. Clients get the whole film by its id. */
export type FilmSummary = Pick<
  FilmAttributes,
  'title' | 'year' | 'thumbnail' | 'thumbnailWidth' | 'thumbnailHeight'
> & {
  readonly id: string;
  readonly cast: readonly string[];
  readonly directors: readonly string[];
  readonly genres: readonly string[];
};

/**
 * A film after a change: its new `attributes`, or none if it was deleted. `version` is the one that the change made.
 */
export type FilmChange = {
  readonly id: string;
  readonly version: number;
  /** When the film was changed, in milliseconds since the epoch by the writer's clock. */
  readonly changedAtMs: number;
  readonly attributes?: FilmAttributes | undefined;
};

/** Limits of a film. Every store must accept any film within them; see the contract of the film repository. */
export const FILM_BOUNDS = {
  titleLength: 500,
  yearMin: 1870,
  yearMax: 2100,
  castMembers: 500,
  directors: 50,
  nameLength: 200,
  genres: 50,
  genreLength: 100,
  hrefLength: 1_024,
  extractLength: 20_000,
  alternativeTitles: 100,
  plotLength: 20_000,
  urlLength: 2_048,
  imagePixels: 20_000,
  popularityMax: 100,
  attributes: 100,
  attributeNameLength: 100,
  depth: 8,
  /** Texts, numbers, objects, lists and so on, at all levels. A film of 96 kB with 48,000 objects took 6.5 MB in memory. */
  values: 2_000,
  /** The smallest absolute value of a number other than 0. */
  numberMin: 1e-130,
  /** UTF-8 bytes of the film written as JSON. */
  jsonBytes: 100_000,
} as const;

/**
 * The text in which search looks for what happens in a film: its synopsis, and then its plot.
 *
 * @returns `undefined` if the film has neither
 */
export function synopsisOf({ extract, plot }: Pick<FilmAttributes, 'extract' | 'plot'>): string | undefined {
  // Earlier versions of Marquee stored an attribute called `plot` unchecked.
  const given: unknown = plot;
  const hasPlot = typeof given === 'string' && given.length <= FILM_BOUNDS.plotLength;
  const texts = [extract, hasPlot ? given : undefined].filter((text) => text !== undefined);
  return texts.length > 0 ? texts.join(' ') : undefined;
}

export function summariseFilm(id: string, attributes: FilmAttributes): FilmSummary {
  const { title, year, cast, directors, genres, thumbnail, thumbnailWidth, thumbnailHeight } = attributes;
  return {
    id,
    title,
    year,
    cast: cast ?? [],
    directors: textsIn(directors, FILM_BOUNDS.directors, FILM_BOUNDS.nameLength),
    genres: genres ?? [],
    ...(thumbnail !== undefined && { thumbnail }),
    ...(thumbnailWidth !== undefined && { thumbnailWidth }),
    ...(thumbnailHeight !== undefined && { thumbnailHeight }),
  };
}

/** The valid alternative titles of a film. */
export function alternativeTitlesOf({
  alternativeTitles,
}: Pick<FilmAttributes, 'alternativeTitles'>): readonly string[] {
  return textsIn(alternativeTitles, FILM_BOUNDS.alternativeTitles, FILM_BOUNDS.titleLength);
}

/**
 * The valid texts of a list. Earlier versions of Marquee stored attributes called `directors` and `alternativeTitles`
 * unchecked.
 */
function textsIn(value: unknown, most: number, length: number): readonly string[] {
  const entries: readonly unknown[] = Array.isArray(value) ? value.slice(0, most) : [];
  return entries.filter((text): text is string => typeof text === 'string' && /\S/.test(text) && text.length <= length);
}
