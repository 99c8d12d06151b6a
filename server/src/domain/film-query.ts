import type { FilmSummary } from './film.ts';

export const FILM_SORTS = ['relevance', 'year', '-year', 'title'] as const;
export type FilmSort = (typeof FILM_SORTS)[number];

export const FACETS = ['genre', 'decade', 'cast'] as const;
export type Facet = (typeof FACETS)[number];

/** At most this many values are listed for a facet, the most frequent first. */
export const FACET_VALUES = 50;

/** A search over the catalogue. Every filter that is present must hold; comparisons ignore case and diacritics. */
export type FilmQuery = {
  /**
   * Words to find in title, cast, genres or year; the last word may be unfinished. Where no film has all of them, films
   * that have them but for typos are answered, and where there are none, those that have the most of them.
   */
  readonly q?: string | undefined;
  /** Words that must all stand in the title; the last word may be unfinished. Without `q`, typos are forgiven as there. */
  readonly title?: string | undefined;
  readonly year?: number | undefined;
  /** Inclusive. */
  readonly yearFrom?: number | undefined;
  /** Inclusive. */
  readonly yearTo?: number | undefined;
  /** For each entry one cast member must have all its words as words of the name. */
  readonly cast: readonly string[];
  /** Each must be one of the film's genres. */
  readonly genres: readonly string[];
  /** `relevance` without `q` and `title` is newest first. */
  readonly sort: FilmSort;
  /** 1 to 100. */
  readonly limit: number;
  /** From the `nextCursor` of an answer to the same query; any other is refused as a `bad-request`. */
  readonly cursor?: string | undefined;
  readonly facets: readonly Facet[];
};

/** `[start, end)` in UTF-16 code units of the text as it is in the item. */
export type TextRange = readonly [start: number, end: number];

/** Which parts of an item's texts made it match `q` and `title`. */
export type Highlight = {
  readonly title: readonly TextRange[];
  readonly cast: readonly { readonly index: number; readonly ranges: readonly TextRange[] }[];
};

export type FacetCount = { readonly value: string; readonly count: number };

export type FilmSearchResult = {
  readonly items: readonly FilmSummary[];
  /** One for each item, in the same order. */
  readonly highlights: readonly Highlight[];
  /** Films that match, on all pages together; exact. */
  readonly total: number;
  /**
   * No film has all the words of `q`: these are the films that have the most of them. Or the index is known to lack films.
   */
  readonly isPartial: boolean;
  /** On the first page, when films were found that have the words but for typos: what was probably meant, folded. */
  readonly didYouMean?: string | undefined;
  /** The facets asked for, counted over all matches; most frequent first, then by value. Decades read like `1970`. */
  readonly facets: Partial<Readonly<Record<Facet, readonly FacetCount[]>>>;
  /** Absent on the last page. */
  readonly nextCursor?: string | undefined;
};

/** A completion for what has been typed. A title carries the film; a person how many films they are in. */
export type Suggestion =
  | { readonly kind: 'title'; readonly text: string; readonly filmId: string; readonly year: number }
  | { readonly kind: 'person'; readonly text: string; readonly films: number };
