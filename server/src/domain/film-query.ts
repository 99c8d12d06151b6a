import type { FilmSummary } from './film.ts';

export const FILM_SORTS = ['relevance', 'year', '-year', 'title'] as const;
export type FilmSort = (typeof FILM_SORTS)[number];

export const FACETS = ['genre', 'decade', 'cast'] as const;
export type Facet = (typeof FACETS)[number];

/** The maximum number of values that a facet lists. The most frequent come first. */
export const FACET_VALUES = 50;

/** A search in the catalogue. A film must match every filter that is present. Comparisons ignore case and diacritics. */
export type FilmQuery = {
  /**
   * Words to find in title, cast, genres or year; the last word may be unfinished. If no film has all of them, the search
   * allows typos. If still no film has all of them, it returns the films that have the most of them.
   */
  readonly q?: string | undefined;
  /**
   * Words that must all be in the title; the last word may be unfinished. Typos are allowed by the same rules as for
   * `q`, but only if `q` is absent.
   */
  readonly title?: string | undefined;
  readonly year?: number | undefined;
  /** The first year that matches. */
  readonly yearFrom?: number | undefined;
  /** The last year that matches. */
  readonly yearTo?: number | undefined;
  /**
   * The film must have a person for each entry. If the entry is a spelling of a person's name in any film of the catalogue, it
   * selects exactly that person ("chaplin" selects a person called Chaplin, if there is one). Otherwise it selects everybody
   * whose name has all words of the entry, in any order.
   */
  readonly cast: readonly string[];
  /** Each entry must be one of the film's genres. */
  readonly genres: readonly string[];
  /** `relevance` means newest first if neither `q` nor `title` is present. */
  readonly sort: FilmSort;
  /** 1 to 100. */
  readonly limit: number;
  /** The `nextCursor` of a result of the same query; any other cursor is refused as a `bad-request`. */
  readonly cursor?: string | undefined;
  readonly facets: readonly Facet[];
};

/** `[start, end)` in UTF-16 code units of the text in the item. */
export type TextRange = readonly [start: number, end: number];

/** The parts of an item's texts that match `q` and `title`. */
export type Highlight = {
  readonly title: readonly TextRange[];
  readonly cast: readonly { readonly index: number; readonly ranges: readonly TextRange[] }[];
};

export type FacetCount = { readonly value: string; readonly count: number };

export type FilmSearchResult = {
  readonly items: readonly FilmSummary[];
  /** One highlight for each item, in the same order. */
  readonly highlights: readonly Highlight[];
  /** The exact number of matching films on all pages together. */
  readonly total: number;
  /**
   * True in two cases. In the first, no film has all words of `q`, so these are the films that have the most of them.
   * In the second, the index is known to lack films.
   */
  readonly isPartial: boolean;
  /**
   * What the user probably meant, in folded form. Present on the first page if films were found only by allowing typos.
   */
  readonly didYouMean?: string | undefined;
  /**
   * The requested facets, counted over all matches. The count of a value is the number of films that remain when the
   * value is chosen as a filter. Values are sorted by frequency, the most frequent first, and then by key (folded, with
   * initials joined). A decade looks like `1970`. The spellings of one person or genre are one value, which is shown in
   * the spelling of the most films of the catalogue.
   */
  readonly facets: Partial<Readonly<Record<Facet, readonly FacetCount[]>>>;
  /** Absent on the last page. */
  readonly nextCursor?: string | undefined;
};

/**
 * A completion of the typed text. A title comes with its film. A person, a genre or a decade comes with the number of films that
 * it has; choosing it as a filter leaves that many.
 */
export type Suggestion =
  | { readonly kind: 'title'; readonly text: string; readonly filmId: string; readonly year: number }
  | { readonly kind: 'person'; readonly text: string; readonly films: number }
  | { readonly kind: 'genre'; readonly text: string; readonly films: number }
  /** The text looks like `1980s`. */
  | { readonly kind: 'decade'; readonly text: string; readonly firstYear: number; readonly films: number };
