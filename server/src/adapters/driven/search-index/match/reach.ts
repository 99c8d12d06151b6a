import type { Segment } from '../store/segment.ts';
import type { SparseBits } from '../structures/sparse-bits.ts';
import type { LenientMatch } from './lenient-match.ts';
import type { Preference } from './preference.ts';
import type { Span } from './spans.ts';
import type { StrictMatch } from './strict-match.ts';
import type { SynopsisMatch } from './synopsis-match.ts';
import type { RankedFilms } from './title-match.ts';

export const REACHES = ['exact', 'similar', 'similar-or-name', 'named', 'maker', 'lenient'] as const;

/**
 * How far a search had to go. A cursor holds it, so that the next page continues with the same films, whatever has been
 * edited in between.
 */
export type Reach = {
  /**
   * - `exact`: films that have all words, and films whose whole title is the query in another spelling.
   * - `similar`: no whole title is the query, and one of these is true: (a) no title and no name has all words; (b) the
   *   query has several words, and a title has all of them. Films whose title is the query with one typo are included.
   * - `similar-or-name`: like `similar`, but only a few films have all words, and these only in different names. People
   *   whose name is the query with one typo are included.
   * - `named`: many synopses mention the text as a name, and few films have it in the title or as a full name. Films that
   *   mention it are included.
   * - `maker`: like `named`, but many more films mention the name than have a person of this name, so the films that
   *   mention it come first.
   * - `lenient`: no film has all words, so typos are tolerated, and the films that have the most words are included.
   */
  readonly kind: (typeof REACHES)[number];
  /** How many of the words a film must have if typos are tolerated. Otherwise 0. */
  readonly words: number;
  /** The words in which typos are tolerated, as a bit set: bit i is set for word i. */
  readonly forgiven: number;
  /**
   * The keys of the titles that are the text in another spelling, one on each line; see {@link respeltKeys}. Empty
   * unless the reach is `exact`.
   */
  readonly respelt: string;
  /**
   * The highest number of typos in a title that is the text with typos: 1 or 2. It is 0 if there is no such title, or
   * if typos are not tolerated.
   */
  readonly titleEdits: number;
  /**
   * The lowest score of a film that was found by its synopsis; see {@link leastScore}. 0 if synopses were not searched;
   * {@link NOT_OPENED} if they should have been, but had not been opened for the first page.
   */
  readonly synopses: number;
  /**
   * For each term of the text, which forms of it films have; see {@link KnownTerms}. Empty if synopses were not
   * searched.
   */
  readonly known: string;
};

export const NOT_OPENED = -1;

/** Whether typos in words are tolerated. */
export function isLenient({ kind }: Pick<Reach, 'kind'>): boolean {
  return kind === 'lenient';
}

export const EXACT: Reach = {
  kind: 'exact',
  words: 0,
  forgiven: 0,
  respelt: '',
  titleEdits: 0,
  synopses: 0,
  known: '',
};
export const SIMILAR: Reach = { ...EXACT, kind: 'similar' };

/** The films of one segment that match a text, with everything that orders them. */
export type SegmentMatch = {
  readonly segment: Segment;
  readonly films: SparseBits;
  readonly total: number;
  readonly preference: Preference;
  /**
   * Films whose title was looked up as a whole; in the reaches `named` and `maker`, also all films that have all words. The best rank
   * first.
   */
  readonly titles: readonly RankedFilms[];
  /** Orders the films that have all words. Absent if typos are tolerated. */
  readonly strict?: StrictMatch;
  /** Orders the other films. Absent unless typos are tolerated. */
  readonly lenient?: LenientMatch | undefined;
  /** Orders the films that were found by their synopsis. Absent unless synopses are searched. */
  readonly synopses?: SynopsisMatch;
  /** Terms of the `name` dictionary that match a word of the text. */
  readonly nameSpans: readonly Span[];
};

export type TextMatch = {
  readonly segments: readonly SegmentMatch[];
  readonly reach: Reach;
  /** Whether every matching film lacks a word of the text, and no title is the text with typos. */
  readonly isPartial: boolean;
  /** Whether the synopses would have been searched too, if they had been loaded. */
  readonly lacksSynopses?: true;
  /** The stems by which synopses were searched. Absent if they were not. */
  readonly stems?: readonly string[];
};
