import { fameAlone } from '../../src/domain/fame/fame-score.ts';
import { fameOf } from '../../src/domain/fame/fame.ts';
import { checkAttributes, type DeclaredAttributes } from '../../src/domain/declared-attributes.ts';
import type { Film, FilmChange, FilmSummary } from '../../src/domain/film.ts';
import {
  isAttributeSort,
  type FilmQuery,
  type FilmSort,
  type Person,
  type Suggestion,
} from '../../src/domain/film-query.ts';
import { termsOf } from '../../src/domain/text/fold-text.ts';
import { joinInitials, personKey } from '../../src/domain/text/keys.ts';
import { allowedTypos } from '../../src/domain/text/typo-rules.ts';
import { NO_SYNONYMS, type Synonyms } from '../../src/domain/text/synonyms.ts';
import type { FilmSearch, IndexAnswer } from '../../src/ports/film-search.ts';
import { attributeSortKeys, matchesAttributes } from './attributes.ts';
import { countFacet } from './facets.ts';
import {
  afterTitleRank,
  alternativeRank,
  hasAllInNames,
  hasFullName,
  synopsisRank,
  compareRanks,
  foldQueryText,
  foldTitle,
  isTitleOfSeveralWords,
  isTitleOrName,
  lenientMatch,
  nameTypoRank,
  respeltTitles,
  shorterRank,
  splits,
  strictRank,
  titleRank,
  togetherRank,
  typoRank,
  unknownWords,
  type FoldedQueryText,
  type Rank,
} from './relevance.ts';
import { filmsThatMention, isStemKnown, synopsisScores, type Snapshot } from './synopses.ts';
import { listSuggestions } from './suggestions.ts';
import {
  hasAllWords,
  makeSearchable,
  NAME_FIELDS,
  NAMES,
  type NameField,
  type SearchableFilm,
} from './searchable-film.ts';

/** A common person makes two films more similar than a common genre. */
const PERSON_WEIGHT = 4;

/** If this many films have a name in the title or as a full name, mentions of it in synopses are not looked for. */
const ENOUGH_FILMS = 10;

/** Without `film`, the entry is a tombstone, which keeps older versions of the film out. */
type Entry = { readonly version: number; readonly film?: SearchableFilm };
type SortKey = ReturnType<typeof attributeSortKeys>;
type FameById = ReadonlyMap<string, number>;
type Ranked = { readonly film: SearchableFilm; readonly rank: Rank };
type Found = {
  readonly ranked: Ranked[];
  readonly isPartial: boolean;
  /** Whether no film has all words as typed. Only then are synopses searched. */
  readonly isLenient: boolean;
  /** How many words the films have if typos are tolerated, otherwise 0. */
  readonly words: number;
  /** The films whose whole title is the text with typos. */
  readonly titles: readonly Ranked[];
  /** The other films that have all words in one title or name, some of them with typos. */
  readonly together: readonly Ranked[];
};

/**
 * The rules of search in their simplest form, which check every film for every query. Has no pages and no highlights.
 */
export class ScanningFilmSearch implements Omit<FilmSearch, 'ids' | 'size'> {
  readonly #declared: DeclaredAttributes;
  #entries = new Map<string, Entry>();
  /** The fame of the films when all were loaded. */
  #loadedFame: FameById = new Map();
  #snapshot: Snapshot;

  constructor(declared: DeclaredAttributes = [], synonyms: Synonyms = NO_SYNONYMS) {
    this.#declared = declared;
    this.#snapshot = { films: [], synonyms };
  }

  async search(query: FilmQuery): Promise<IndexAnswer> {
    await Promise.resolve();
    checkAttributes(this.#declared, query);
    const text = query.q ?? query.title;
    const typed = text === undefined ? undefined : query.q === undefined ? foldTitle(text) : foldQueryText(text, 'all');
    const found = typed ? this.#rank(typed, query.typos !== false) : unranked(this.#films());
    const ranked = found.ranked.filter(({ film }) => this.#passes(film, query));
    const sort = query.sort === 'relevance' && !typed ? '-year' : query.sort;
    ranked.sort((a, b) => this.#compareBy(sort, a, b));
    const matching = ranked.map(({ film }) => film);
    const all = this.#films();
    const declared = this.#declared;
    return {
      lacksSynopses: false,
      items: matching.slice(0, query.limit).map(({ summary }) => summary),
      highlights: [],
      total: matching.length,
      isPartial: found.isPartial && ranked.length > 0,
      facets: Object.fromEntries(query.facets.map((facet) => [facet, countFacet(facet, matching, all, declared)])),
    };
  }

  #rank(typed: FoldedQueryText, mayHaveTypos: boolean): Found {
    if (!mayHaveTypos) return rankLiterally(this.#films(), typed);
    return this.#rankMentions(typed) ?? this.#rankWithSynopses(typed);
  }

  suggest(typed: string, limit: number): Promise<readonly Suggestion[]> {
    const text = foldQueryText(typed, 'title');
    const films = this.#films();
    const titles = rankAll(films, text)
      .ranked.sort((a, b) => compare(this.#sortKeys(a, 'relevance'), this.#sortKeys(b, 'relevance')))
      .map(({ film: { summary } }): Suggestion => {
        return { kind: 'title', text: summary.title, filmId: summary.id, year: summary.year };
      });
    const isTitle = films.some((film) => (titleRank(film, text) ?? alternativeRank(film, text)) !== undefined);
    const haveTypos = !isTitle && films.every((film) => strictRank(film, text) === undefined);
    return Promise.resolve(
      text.required.length === 0 ? [] : listSuggestions(films, text, { titles, haveTypos, isTitle }, limit),
    );
  }

  similar(id: string, limit: number): Promise<readonly FilmSummary[] | undefined> {
    const film = this.#entries.get(id)?.film;
    if (!film) return Promise.resolve(undefined);
    const ranked = this.#films().flatMap((other) => {
      const people = countShared('cast', film, other) + countShared('director', film, other);
      const score = PERSON_WEIGHT * people + countShared('genre', film, other);
      const yearsApart = Math.abs(other.summary.year - film.summary.year);
      if (other === film || score === 0) return [];
      return [{ other, keys: [-score, yearsApart, other.titleKey, other.summary.id] }];
    });
    ranked.sort((a, b) => compare(a.keys, b.keys));
    return Promise.resolve(ranked.slice(0, limit).map(({ other }) => other.summary));
  }

  findPerson(text: string): Promise<Person | undefined> {
    const films = this.#films().map(({ summary }) => summary);
    const spellingsIn = (names: readonly string[]) => {
      return [...new Set(names)].filter((name) => personKey(name) === personKey(text));
    };
    const acted = films.map(({ cast }) => spellingsIn(cast)).filter(({ length }) => length > 0);
    const directed = films.map(({ directors }) => spellingsIn(directors)).filter(({ length }) => length > 0);
    const written = [...acted, ...directed].flat();
    const uses = (name: string) => written.filter((other) => other === name).length;
    const [name] = written.sort((a, b) => compare([-uses(a), a], [-uses(b), b]));
    return Promise.resolve(
      name === undefined ? undefined : { name, films: { cast: acted.length, director: directed.length } },
    );
  }

  apply(changes: readonly FilmChange[]): void {
    for (const { id, version, attributes } of changes) {
      if (version <= (this.#entries.get(id)?.version ?? 0)) continue;
      this.#entries.set(id, { version, ...(attributes && { film: makeSearchable(id, attributes) }) });
    }
  }

  async load(films: AsyncIterable<readonly Film[]>): Promise<void> {
    this.#entries = new Map();
    for await (const batch of films) this.apply(batch.map((film) => ({ ...film, changedAtMs: 0 })));
    const loaded = this.#films().sort((a, b) => (a.summary.id < b.summary.id ? -1 : 1));
    const fame = fameOf(loaded.map(({ facts }) => facts));
    this.#snapshot = { ...this.#snapshot, films: loaded };
    this.#loadedFame = new Map(loaded.map(({ summary }, i) => [summary.id, fame[i] ?? 0]));
  }

  /**
   * The films that mention the text are found too, if many synopses mention it as a name, and few films have it in the
   * title or as a full name.
   */
  #rankMentions(typed: FoldedQueryText): Found | undefined {
    const films = this.#films();
    const mentioning = typed.scope === 'all' ? filmsThatMention(films, this.#snapshot, typed) : undefined;
    const isNamedSo = (film: SearchableFilm) =>
      (titleRank(film, typed) ?? alternativeRank(film, typed)) !== undefined ||
      hasAllWords(film.titleTerms, typed.required, typed.isUnfinished) ||
      hasFullName(film, typed);
    if (!mentioning || films.filter(isNamedSo).length >= ENOUGH_FILMS) return undefined;
    const isMaker = mentioning.length >= 4 * films.filter((film) => hasFullName(film, typed)).length;
    const respelt = respeltTitles(films, typed);
    const { all: scores } = synopsisScores(films, this.#snapshot, typed, () => false);
    return meant(
      rankEach(films, (film) => [
        titleRank(film, typed),
        alternativeRank(film, typed),
        strictRank(film, typed, { isMaker, isName: true }),
        afterTitleRank(film, respelt),
        mentioning.includes(film) ? synopsisRank(scores.get(film) ?? 0, this.#fameOf(film), true) : undefined,
      ]),
    );
  }

  /**
   * If no film has all words, films are found by their synopses too. Synopses are left out in two cases: a word is unknown,
   * and films have more words with typos than there are known words; or a whole title is the text with typos, and a word
   * is unknown or, in a text of at most 3 words, only the beginning of a longer word.
   */
  #rankWithSynopses(typed: FoldedQueryText): Found {
    const films = this.#films();
    const found = rankAll(films, typed);
    if (typed.scope === 'title' || !found.isLenient) return found;
    const known = [...this.#snapshot.films, ...films];
    const unknown = unknownWords(films, typed);
    const count = typed.required.filter((word, i) => !unknown[i] || isStemKnown(known, word)).length;
    const areKnown = count === typed.required.length;
    if (!areKnown && (found.titles.length > 0 || count < found.words)) return found;
    const isOnlyBegun = typed.required.some((word) => !isStemKnown(known, word));
    if (typed.required.length <= 3 && isOnlyBegun && found.titles.length > 0) return found;
    const isUnknown = (word: string, i: number) => unknown[i] === true && !isStemKnown(known, word);
    const isUnknownWord = (word: string) => typed.required.some((other, i) => word === other && isUnknown(word, i));
    const { matching: scores, hasAllWords } = synopsisScores(films, this.#snapshot, typed, isUnknownWord);
    if (scores.size === 0) return found;
    const isPlot = areKnown && typed.required.length > 3;
    const isGuess = areKnown && typed.required.length === 1;
    const others = new Map((isPlot || isGuess ? [] : found.together).map(({ film, rank }) => [film, rank]));
    const titles = new Map(found.titles.map(({ film, rank }) => [film, rank]));
    const mayLack = (term: string) => typed.readings[0].terms.length > 2 || /^\d+$/.test(term) || isUnknownWord(term);
    const ranked = rankEach(films, (film) => {
      const score = scores.get(film);
      return [
        titles.get(film),
        shorterRank(film, typed, mayLack),
        others.get(film),
        score === undefined ? undefined : synopsisRank(score, this.#fameOf(film)),
      ];
    });
    const lacksWord = (isPlot || found.words < typed.required.length) && found.titles.length === 0;
    return { ...found, ranked, isPartial: lacksWord && !hasAllWords };
  }

  size(): number {
    return this.#films().length;
  }

  /**
   * A film with a `popularity` has the fame that follows from it, at once. Any other film keeps the fame that it had
   * when all films were loaded. A film that was added later has the fame that it has by itself.
   */
  #fameOf({ facts, summary }: SearchableFilm): number {
    const loaded = facts.popularity === undefined ? this.#loadedFame.get(summary.id) : undefined;
    return loaded ?? fameAlone(facts);
  }

  #compareBy(sort: FilmQuery['sort'], a: Ranked, b: Ranked): number {
    if (!isAttributeSort(sort)) return compare(this.#sortKeys(a, sort), this.#sortKeys(b, sort));
    const [left, right] = [a, b].map(({ film }) => attributeSortKeys(film, this.#declared, sort)) as [SortKey, SortKey];
    const byValue = compare([left.value], [right.value]) * (left.isDescending ? -1 : 1);
    const ties = ({ film }: Ranked) => this.#sortKeys({ film, rank: [0, 0] }, 'relevance');
    return left.lacks - right.lacks || byValue || compare(ties(a), ties(b));
  }

  /** The keys by which an answer is sorted, ascending, one after the other. */
  #sortKeys({ film, rank }: Ranked, sort: FilmSort): (string | number)[] {
    const { year, id } = film.summary;
    const { sortKey: key } = film;
    switch (sort) {
      case 'relevance':
        return [...rank, -this.#fameOf(film), -year, key, id];
      case 'year':
        return [year, key, id];
      case '-year':
        return [-year, key, id];
      case 'title':
        return [key, year, id];
      case '-fame':
        return [-this.#fameOf(film), -year, key, id];
    }
  }

  #films(): SearchableFilm[] {
    return [...this.#entries.values()].flatMap(({ film }) => (film ? [film] : []));
  }

  #passes(film: SearchableFilm, query: FilmQuery): boolean {
    return (
      passes(film, query) &&
      passesGenres(film, query) &&
      this.#hasNames(film, query) &&
      matchesAttributes(film, this.#declared, query)
    );
  }

  #hasNames(film: SearchableFilm, query: Partial<FilmQuery>): boolean {
    return NAME_FIELDS.every((field) =>
      (query[NAMES[field].attribute] ?? []).every((text) => this.#hasName(film, field, text)),
    );
  }

  /**
   * A text that is a person's name selects that person. Any other text selects everybody whose name has all the words
   * of the text, in any spacing.
   */
  #hasName(film: SearchableFilm, field: NameField, text: string): boolean {
    const key = NAMES[field].keyOf(text);
    const has = ({ names }: SearchableFilm) => names[field].some((name) => name.key === key);
    const isWhole = !NAMES[field].arePeople || (key !== '' && this.#films().some(has));
    return isWhole ? has(film) : film.names[field].some(({ terms }) => isNamed(terms, termsOf(text)));
  }
}

/** How many different names two films share. */
function countShared(field: NameField, a: SearchableFilm, b: SearchableFilm): number {
  const keys = new Set(a.names[field].map(({ key }) => key));
  return new Set(b.names[field].map(({ key }) => key).filter((key) => keys.has(key))).size;
}

/** Whether a name has all the words: as they are, with neighbouring initials joined, or with one space more or less. */
function isNamed(terms: readonly string[], words: readonly string[]): boolean {
  const wordings = [words, joinInitials(words)];
  for (const [at, word] of words.entries()) {
    const [before, after] = [words.slice(0, at), words.slice(at + 1)];
    const [next, ...others] = after;
    if (next !== undefined) wordings.push([...before, `${word}${next}`, ...others]);
    if (allowedTypos(word) > 0) wordings.push(...splits(word).map((parts) => [...before, ...parts, ...after]));
  }
  return wordings.some((wording) => hasAllWords(terms, wording, false));
}

function passesGenres({ names }: SearchableFilm, { anyGenres = [], notGenres = [] }: FilmQuery): boolean {
  const has = (genre: string) => names.genre.some(({ key }) => key === NAMES.genre.keyOf(genre));
  return (anyGenres.length === 0 || anyGenres.some(has)) && !notGenres.some(has);
}

function passes(film: SearchableFilm, query: FilmQuery): boolean {
  const { year } = film.summary;
  return (
    (query.year === undefined || year === query.year) &&
    (query.yearFrom === undefined || year >= query.yearFrom) &&
    (query.yearTo === undefined || year <= query.yearTo) &&
    (query.q === undefined ||
      query.title === undefined ||
      hasAllWords(
        [...film.titleTerms, ...film.alternativeTerms],
        foldQueryText(query.title, 'title').readings[0].terms,
        true,
      ))
  );
}

/** Ranks films that have all words, films whose whole title is the text in another spelling, and the series of such a title. */
function rankLiterally(films: readonly SearchableFilm[], typed: FoldedQueryText): Found {
  if (typed.required.length === 0) return meant([]);
  const respelt = respeltTitles(films, typed);
  return meant(
    rankEach(films, (film) => [
      titleRank(film, typed),
      alternativeRank(film, typed),
      strictRank(film, typed),
      afterTitleRank(film, respelt),
    ]),
  );
}

/**
 * Ranks films that have all words, and films whose whole title or alternative title is the text in another spelling. If
 * no whole title is the text, it also ranks films with a similar title in two cases: no title and no name has all words;
 * or the text has several words, and a title has all of them. If no film has all words, and no title or alternative title
 * is the text, it tolerates typos, and ranks the films that have the most words. In a search of titles only, no word may
 * be missing. Filters come afterwards, so that they do not change which films match.
 */
function rankAll(films: readonly SearchableFilm[], typed: FoldedQueryText): Found {
  if (typed.required.length === 0) return meant([]);
  const titles = new Map(films.map((film) => [film, titleRank(film, typed)]));
  const strict = new Map(films.map((film) => [film, strictRank(film, typed)]));
  const hasTitle = films.some((film) => titles.get(film) !== undefined);
  const hasAll = films.filter((film) => strict.get(film) !== undefined);
  const alternatives = new Map(films.map((film) => [film, alternativeRank(film, typed)]));
  const isAlternative = films.some((film) => alternatives.get(film) !== undefined);
  const isFound = hasAll.some((film) => isTitleOrName(film, typed));
  const mayHaveTypo = hasAll.some((film) => isTitleOfSeveralWords(film, typed));
  if (hasTitle || (isAlternative && hasAll.length === 0) || (isFound && !mayHaveTypo)) {
    return rankLiterally(films, typed);
  }
  if (hasAll.length > 0) {
    const areInNames = hasAll.every((film) => hasAllInNames(film, typed));
    const isLong = (typed.required.at(-1) ?? '').length >= 3;
    const mayBeName =
      typed.scope === 'all' && typed.required.length > 1 && isLong && !isFound && hasAll.length <= 20 && areInNames;
    const ranked = rankEach(films, (film) => [
      alternatives.get(film),
      strict.get(film),
      typoRank(film, typed, 1, true),
      mayBeName ? nameTypoRank(film, typed) : undefined,
    ]);
    return meant(ranked);
  }
  const unknown = unknownWords(films, typed);
  const everyWord = typed.required.map(() => true);
  const careful = leniently(films, typed, unknown);
  const daring = leniently(films, typed, everyWord);
  if (careful.words < typed.required.length || !unknown.includes(true)) return daring;
  return careful.isTogether || !daring.isTogether ? careful : daring;
}

function rankEach(
  films: readonly SearchableFilm[],
  ranksOf: (film: SearchableFilm) => readonly (Rank | undefined)[],
): Ranked[] {
  return films.flatMap((film) => {
    const [rank] = ranksOf(film)
      .filter((found) => found !== undefined)
      .sort(compareRanks);
    return rank ? [{ film, rank }] : [];
  });
}

function leniently(
  films: readonly SearchableFilm[],
  typed: FoldedQueryText,
  forgiven: readonly boolean[],
): Found & { isTogether: boolean } {
  const all = typed.required.length;
  const mostEdits = films.some((film) => typoRank(film, typed, 1)) ? 1 : 2;
  const hasTypoTitle = films.some((film) => typoRank(film, typed, mostEdits) !== undefined);
  const begun = !hasTypoTitle ? ('anywhere' as const) : all === 1 ? ('title' as const) : ('nowhere' as const);
  const leniency = { forgiven, begun };
  const matches = new Map(films.map((film) => [film, lenientMatch(film, typed, leniency)]));
  const most = Math.max(0, ...[...matches.values()].map(({ words }) => words));
  const words = typed.scope === 'title' && most < all ? 0 : most;
  const complete = [...matches.values()].filter((match) => match.words === all);
  const ranked = rankEach(films, (film) => {
    const match = matches.get(film);
    return [
      typoRank(film, typed, mostEdits),
      words < all ? shorterRank(film, typed) : undefined,
      match?.words === words && words > 0 ? match.rank : undefined,
    ];
  });
  const isTogether = hasTypoTitle || complete.some((match) => match.isTogether);
  const titles = rankEach(films, (film) => [typoRank(film, typed, mostEdits)]);
  const together = rankEach(films, (film) => {
    const match = matches.get(film);
    return [match?.words === all && match.isTogether ? togetherRank(match) : undefined];
  });
  const isPartial = words < all && !hasTypoTitle && ranked.length > 0;
  return { ranked, words, isTogether, isPartial, isLenient: true, titles, together };
}

function meant(ranked: Ranked[]): Found {
  return { ranked, isPartial: false, isLenient: false, words: 0, titles: [], together: [] };
}

function unranked(films: readonly SearchableFilm[]): Found {
  return meant(films.map((film) => ({ film, rank: [0, 0] })));
}

/** Compares texts by code unit, which is the same on every machine, unlike a locale's order. */
function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (const [i, left] of a.entries()) {
    const right = b[i] ?? '';
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
