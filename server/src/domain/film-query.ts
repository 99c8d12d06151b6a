import type { FilmSummary } from './film.ts';

export const FILM_SORTS = ['relevance', 'year', '-year', 'title', '-fame'] as const;
export type FilmSort = (typeof FILM_SORTS)[number];

/** A sort by a declared attribute, ascending or descending. Films without the attribute come last in both. */
export type AttributeSort = `${'' | '-'}attr.${string}`;

/** The fields of a film that `q` searches. It searches the alternative titles too. */
export const SEARCHED_FIELDS = ['title', 'cast', 'director', 'genre', 'year'] as const;
export type SearchedField = (typeof SEARCHED_FIELDS)[number];

/** Where a film may have a word of a query. */
export const MATCHED_FIELDS = ['title', 'alternativeTitle', 'cast', 'director', 'genre', 'year'] as const;
export type MatchedField = (typeof MATCHED_FIELDS)[number];

/** The searched fields that hold names of people. */
export const PERSON_FIELDS = ['cast', 'director'] as const satisfies readonly SearchedField[];
export type PersonField = (typeof PERSON_FIELDS)[number];

export const FACETS = ['genre', 'decade', 'cast', 'director'] as const;
export type Facet = (typeof FACETS)[number];

/** The facet of a declared attribute. */
export type AttributeFacet = `attr.${string}`;

/** A filter by a declared attribute; see domain/declared-attributes.ts. The film must have a value that matches. */
export type AttributeFilter =
  /** For numbers. The range includes its ends. At least one of the two is present. */
  | { readonly name: string; readonly from?: number | undefined; readonly to?: number | undefined }
  /**
   * A keyword or a boolean (`true` or `false`) must be equal, apart from case and diacritics. A text must have all
   * words of the value.
   */
  | { readonly name: string; readonly value: string };

/** The maximum number of values that a facet lists. The most frequent come first. */
export const FACET_VALUES = 50;

/**
 * A search in the catalogue. A film must match every filter that is present. Comparisons ignore case and diacritics.
 */
export type FilmQuery = {
  /**
   * Words to find in title, alternative titles, cast, directors, genres or year; the last word may be unfinished. If no
   * film has all of them, the search allows typos, and looks for the words in synopses too.
   */
  readonly q?: string | undefined;
  /**
   * Words that must all be in the title or in the alternative titles; the last word may be unfinished. Typos are
   * allowed by the same rules as for `q`, but only if `q` is absent.
   */
  readonly title?: string | undefined;
  readonly year?: number | undefined;
  /** The first year that matches. */
  readonly yearFrom?: number | undefined;
  /** The last year that matches. */
  readonly yearTo?: number | undefined;
  /**
   * The film must have a person for each entry. If the entry is a spelling of a person's name in any film of the
   * catalogue, it selects exactly that person ("chaplin" selects a person called Chaplin, if there is one). Otherwise
   * it selects everybody whose name has all words of the entry, in any order. Two of the words may be one word in the
   * name, and one of the words may be two words in the name: "robert deniro" selects Robert De Niro.
   */
  readonly cast: readonly string[];
  /**
   * The film must have a director for each entry. An entry selects directors in the way in which an entry of `cast`
   * selects people.
   */
  readonly directors?: readonly string[] | undefined;
  /** Each entry must be one of the film's genres. */
  readonly genres: readonly string[];
  /** At least one entry must be one of the film's genres. Default: no such filter. */
  readonly anyGenres?: readonly string[] | undefined;
  /** No entry may be one of the film's genres. Default: none. */
  readonly notGenres?: readonly string[] | undefined;
  /** Filters by declared attributes. Default: none. */
  readonly attributes?: readonly AttributeFilter[] | undefined;
  /** `relevance` means newest first if neither `q` nor `title` is present; `-fame` means the best known first. */
  readonly sort: FilmSort | AttributeSort;
  /**
   * Whether the search may allow typos and look in synopses where its rules provide for that. If false, a film must
   * have all words of the text without typos; other spellings of the same words, such as "3" for "III", still count.
   * Default: true.
   */
  readonly typos?: boolean | undefined;
  /** 1 to 100. */
  readonly limit: number;
  /** The `nextCursor` of a result of the same query; any other cursor is refused as a `bad-request`. */
  readonly cursor?: string | undefined;
  readonly facets: readonly (Facet | AttributeFacet)[];
  /** Whether the answer says for each film why it is at its place. Changes nothing else. Default: false. */
  readonly explain?: boolean | undefined;
};

export function isAttributeSort(sort: string): sort is AttributeSort {
  return sort.startsWith('attr.') || sort.startsWith('-attr.');
}

/** The attribute by which a sort orders films, and the direction. */
export function readAttributeSort(sort: AttributeSort): {
  readonly name: string;
  readonly order: 'attribute' | '-attribute';
} {
  const isDescending = sort.startsWith('-');
  return {
    name: sort.slice(isDescending ? '-attr.'.length : 'attr.'.length),
    order: isDescending ? '-attribute' : 'attribute',
  };
}

export function isAttributeFacet(facet: string): facet is AttributeFacet {
  return facet.startsWith('attr.');
}

export function nameOfFacet(facet: AttributeFacet): string {
  return facet.slice('attr.'.length);
}

export function isRange(filter: AttributeFilter): filter is Exclude<AttributeFilter, { readonly value: string }> {
  return !('value' in filter);
}

/** `[start, end)` in UTF-16 code units of the text in the item. */
export type TextRange = readonly [start: number, end: number];

/** The parts of an item's texts that match `q` and `title`. */
export type Highlight = {
  readonly title: readonly TextRange[];
  /**
   * The alternative title that has the most words of the query. Present only if the film has one of the words, or the
   * whole query, only in its alternative titles.
   */
  readonly alternativeTitle?: Snippet | undefined;
  /**
   * The part of the synopsis that has the words. Present only if the film was found by its synopsis, the synopsis still
   * has the words, and it could be read in time.
   */
  readonly synopsis?: Snippet | undefined;
} & Readonly<Record<PersonField, readonly NameHighlight[]>>;

/** A text or a part of it, with its matching words. An ellipsis marks each place where the text was cut. */
export type Snippet = { readonly text: string; readonly ranges: readonly TextRange[] };

/** A marked name, by its place in the field's list of names. */
export type NameHighlight = { readonly index: number; readonly ranges: readonly TextRange[] };

/**
 * How a word of the query relates to the words of the film that it matches:
 *
 * - `exact`: the film has the word.
 * - `prefix`: the query's word is the beginning of a word of the film. If `edits` is present, that beginning has a
 *   typo.
 * - `equivalent`: the film writes the word differently: "3" for "III", "spiderman" for "Spider-Man", "80s" for 1984.
 * - `typo`: the query's word is a word of the film with typos. If whole titles were compared, the query is the whole
 *   title with typos.
 * - `joined`: together with its neighbour, the query's word is one word of the film: "dead pool" for "Deadpool".
 * - `split`: the query's word is several words of the film: "starwars" for "Star Wars".
 * - `stem`: a word with the same stem is in the synopsis or in another field; `text` is the stem. A `typo` or `joined`
 *   word without `field` was also found by its stem, which is `text`.
 * - `synonym`: a synonym of the query's word is in the synopsis or in another field; `text` is the synonym's stem.
 * - `missing`: the film does not have the word.
 */
export const WORD_MATCHES = [
  'exact',
  'prefix',
  'equivalent',
  'typo',
  'joined',
  'split',
  'stem',
  'synonym',
  'missing',
] as const;

/** How one word of the query matches a film. */
export type MatchedWord = {
  /** The folded word of the query. */
  readonly word: string;
  readonly how: (typeof WORD_MATCHES)[number];
  /** The field in which the film has the word. This property and the next three are absent if the word is missing. */
  readonly field?: MatchedField;
  /** The matching text, as the film spells it. This is the whole title if its words cannot be told apart. */
  readonly text?: string;
  /** The name of a person, or the alternative title, that the text is part of. Absent for other fields. */
  readonly name?: string;
  /** The number of typos. Absent if there is none. */
  readonly edits?: number;
};

/** Why a film is at its place. */
export type Explanation = {
  /**
   * The name of the rule that placed it; see docs/search.md. It is `sort` if the films are not ordered by relevance.
   */
  readonly rule: string;
  /** The rule as a sentence. */
  readonly because: string;
  /** One entry for each word that films must have, in order. Empty if the query has no text. */
  readonly words: readonly MatchedWord[];
  /**
   * Present if the text has words that are only preferences: a year at the end, or words such as "movie". They order
   * the films that the same rule placed: first films that have one of the words, then films from one year earlier or
   * later, then the others.
   */
  readonly preference?: { readonly words: readonly string[]; readonly level: 'has' | 'one-year-off' | 'lacks' };
  /** How well known the film is, from 0 to 255. Of equally good matches, the best known comes first. */
  readonly fame: number;
};

export type FacetCount = { readonly value: string; readonly count: number };

export type FacetCounts = Partial<Readonly<Record<Facet | AttributeFacet, readonly FacetCount[]>>>;

export type FilmSearchResult = {
  readonly items: readonly FilmSummary[];
  /** One highlight for each item, in the same order. */
  readonly highlights: readonly Highlight[];
  /** One for each item, in the same order. Present only if the query asks for them. */
  readonly explanations?: readonly Explanation[] | undefined;
  /** The exact number of matching films on all pages together. */
  readonly total: number;
  /**
   * True in three cases: (a) no film has all words of `q`, so these are the best matches; (b) the index is known to
   * lack films; (c) the synopses could not be read.
   */
  readonly isPartial: boolean;
  /**
   * What the user probably meant. This is either the text with its mistyped words replaced by the best match's
   * spelling, or the whole title of the best match. Searching for it finds the best match among the first three films.
   * Present only on the first page, and only if the best match was found by allowing typos, and the proposal differs
   * from the text in more than spaces, symbols and case.
   */
  readonly didYouMean?: string | undefined;
  /**
   * The requested facets, counted over all matches. The count of a value is the number of films that remain when the
   * value is chosen as a filter. Values are sorted by frequency, the most frequent first, and then by key (folded, with
   * initials joined). A decade looks like `1970`. The spellings of one person or genre count as one value, which is
   * shown in the spelling that most films of the catalogue have.
   */
  readonly facets: FacetCounts;
  /** Absent on the last page. */
  readonly nextCursor?: string | undefined;
};

/** A person whom at least one current film has in a field that holds names of people. */
export type Person = {
  /**
   * The spelling that is used most often, over all fields together. Of equally frequent spellings, it is the first by
   * code unit.
   */
  readonly name: string;
  /** How many films have the person in each field. */
  readonly films: Readonly<Record<PersonField, number>>;
};

/**
 * A completion of the typed text. A title comes with its film. A person, a genre or a decade comes with the number of
 * films that it has; choosing it as a filter leaves that many films.
 */
export type Suggestion =
  | { readonly kind: 'title'; readonly text: string; readonly filmId: string; readonly year: number }
  /** `field` is the field in which the person has the most films. Filtering by this field leaves these films. */
  | { readonly kind: 'person'; readonly text: string; readonly films: number; readonly field: PersonField }
  | { readonly kind: 'genre'; readonly text: string; readonly films: number }
  /** The text looks like `1980s`. */
  | { readonly kind: 'decade'; readonly text: string; readonly firstYear: number; readonly films: number };
