import type { Film, FilmAttributes } from '../../../server/src/domain/film.ts';
import type { Facet, FacetCount, FilmQuery } from '../../../server/src/domain/film-query.ts';
import { foldText } from '../../../server/src/domain/text/fold-text.ts';
import { personKey } from '../../../server/src/domain/text/keys.ts';
import { readQuery } from '../../../server/src/domain/text/readings.ts';
import { FACET_VALUES } from '../../../server/src/domain/film-query.ts';
import { typedWords } from '../found-words.ts';
import { toCatalogueFilm, type CatalogueFilm } from './catalogue-film.ts';
import { SimilarNames } from './similar-names.ts';
import { SquashedTitles } from './squashed-titles.ts';

/**
 * Computes by brute force the correct answers by which engines are judged. It applies plain filters to plain arrays,
 * and follows the definition of a match in FilmQuery's docs (all words must match, and the last may be a prefix). It
 * also has a list of films for each word, but uses it only to skip films that cannot match.
 */
export class Catalogue {
  /** The films from which queries are drawn, except the queries that script-cases.ts draws from {@link made}. */
  readonly films: readonly CatalogueFilm[];
  /** Invented films with titles in scripts without spaces; see `spaceless-films.ts`. */
  readonly made: readonly CatalogueFilm[];
  readonly #all: readonly CatalogueFilm[];
  readonly #byKey: ReadonlyMap<string, readonly CatalogueFilm[]>;
  readonly #squashed: SquashedTitles;
  readonly #similarNames: SimilarNames;
  readonly #byTerm = new Map<string, number[]>();
  readonly #terms: readonly string[];

  constructor(films: readonly Film[], made: readonly Film[] = []) {
    this.films = films.map(toCatalogueFilm);
    this.made = made.map(toCatalogueFilm);
    this.#all = [...this.films, ...this.made];
    this.#byKey = Map.groupBy(this.#all, ({ key }) => key);
    this.#squashed = new SquashedTitles(this.#all);
    this.#similarNames = new SimilarNames(this.#all);
    this.#all.forEach((film, i) => {
      for (const term of film.terms) {
        const list = this.#byTerm.get(term);
        if (list) list.push(i);
        else this.#byTerm.set(term, [i]);
      }
    });
    this.#terms = [...this.#byTerm.keys()].sort();
  }

  /** Films with this title; see `titleKey`. */
  titled(key: string): readonly CatalogueFilm[] {
    return this.#byKey.get(key) ?? [];
  }

  /** Films that match `q`, `yearFrom`, `yearTo` and `genres`. Workloads use no other filters. */
  matching(query: FilmQuery): CatalogueFilm[] {
    const words = query.q === undefined ? undefined : typedWords(query.q);
    const passes = filterOf(query);
    return this.#candidates(words).filter(
      (film) => passes(film) && (words === undefined || hasAllWords(film.terms, words)),
    );
  }

  /**
   * The films that match `q` and the filters, if two definitions of a match agree on them. By the first definition,
   * which the peers use, the films with all words match. The second definition is that of docs/search.md. It ignores
   * words such as "movie" and a year at the end, does not complete a short word to a genre or a year, and adds films
   * whose whole title is the text in another spelling or with one typo. If the words of the text are in different
   * fields of few films, it may add people with a similar name.
   *
   * @returns `undefined` if the definitions differ or may differ, or if no film has all words
   */
  clearMatches(query: FilmQuery): CatalogueFilm[] | undefined {
    const matching = this.matching(query);
    const { readings, required, isUnfinished } = readQuery(query.q ?? '');
    const [{ terms }, ...otherReadings] = readings;
    const isSameText = otherReadings.length === 0 && terms.join(' ') === typedWords(query.q ?? '').join(' ');
    if (matching.length === 0 || !isSameText) return undefined;
    const passes = filterOf(query);
    const respelt = this.#squashed.respelt(terms).filter(passes);
    const inField = (film: CatalogueFilm) => film.fields.some((words) => hasAllWords(words, required, isUnfinished));
    const isInOneField = matching.some(inField);
    const mayBeName = !isInOneField && required.length > 1 && matching.length <= FEW_FILMS;
    if (mayBeName && this.#similarNames.has(required, isUnfinished)) return undefined;
    if (!matching.every((film) => hasWithoutShortFact(film, required))) return undefined;
    const hasTypos = respelt.length === 0 && (!isInOneField || required.length > 1);
    const titles = hasTypos ? this.#squashed.withOneTypo(terms).filter(passes) : respelt;
    const found = new Set(matching);
    return titles.every((film) => found.has(film)) ? matching : undefined;
  }

  /** Number of films that have this whole word in title, cast, genres or year. */
  frequency(term: string): number {
    return this.#byTerm.get(term)?.length ?? 0;
  }

  /** Returns the number of titles that start with this folded text, with or without their article. */
  titlesStarting(typed: string): number {
    return this.#all.filter(({ key, text }) => key.startsWith(typed) || text.startsWith(typed)).length;
  }

  /** Returns the films that have every one of these words as a whole word. */
  withWords(words: readonly string[]): CatalogueFilm[] {
    const rarest = [...words].sort((a, b) => this.frequency(a) - this.frequency(b))[0];
    const films = (this.#byTerm.get(rarest ?? '') ?? []).map((i) => this.#film(i));
    return films.filter((film) => words.every((word) => film.terms.includes(word)));
  }

  #candidates(words: readonly string[] | undefined): readonly CatalogueFilm[] {
    if (words === undefined) return this.#all;
    const whole = words.slice(0, -1);
    if (whole.length > 0) return this.withWords(whole);
    const found = new Set<number>();
    const prefix = words[0] ?? '';
    for (let at = this.#firstFrom(prefix); this.#terms[at]?.startsWith(prefix); at += 1) {
      for (const i of this.#byTerm.get(this.#terms[at] ?? '') ?? []) found.add(i);
    }
    return [...found].map((i) => this.#film(i));
  }

  #firstFrom(prefix: string): number {
    let low = 0;
    let high = this.#terms.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#terms[middle] ?? '') < prefix) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #film(i: number): CatalogueFilm {
    const film = this.#all[i];
    if (!film) throw new RangeError(`No film ${String(i)}`);
    return film;
  }
}

/** If at most this many films have the words, and only in different names, the search also looks for similar names. */
const FEW_FILMS = 20;

/**
 * False only if the last word is one character or two digits, and the film has it only as the beginning of a genre or a
 * year.
 */
function hasWithoutShortFact({ fields, terms }: CatalogueFilm, words: readonly string[]): boolean {
  const last = words.at(-1) ?? '';
  if (!/^(?:.|\d\d)$/u.test(last) || terms.includes(last)) return true;
  return fields.some((field) => field.some((term) => term.startsWith(last)));
}

/**
 * Counts films by value. The most frequent values come first, and values with the same count are sorted by key. The
 * list has at most as many values as an answer of the API. A value that a film lists twice counts once.
 */
export function naiveFacet(facet: Facet, films: readonly CatalogueFilm[]): FacetCount[] {
  const counts = new Map<string, number>();
  for (const { attributes } of films) {
    for (const value of new Set(valuesOf(facet, attributes))) counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => b.count - a.count || (personKey(a.value) < personKey(b.value) ? -1 : 1))
    .slice(0, FACET_VALUES);
}

function valuesOf(facet: Facet, { year, cast, genres }: FilmAttributes): readonly string[] {
  if (facet === 'decade') return [String(Math.floor(year / 10) * 10)];
  return (facet === 'genre' ? genres : cast) ?? [];
}

function filterOf({ yearFrom = -Infinity, yearTo = Infinity, genres }: FilmQuery): (film: CatalogueFilm) => boolean {
  const wanted = genres.map(foldText);
  return ({ attributes: { year }, genres: own }) =>
    year >= yearFrom && year <= yearTo && wanted.every((genre) => own.includes(genre));
}

function hasAllWords(terms: readonly string[], words: readonly string[], mayBeUnfinished = true): boolean {
  const last = words.at(-1);
  if (last === undefined || !words.slice(0, -1).every((word) => terms.includes(word))) return false;
  return mayBeUnfinished ? terms.some((term) => term.startsWith(last)) : terms.includes(last);
}
