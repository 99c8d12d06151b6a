import { pick, type Random } from '../../server/testing/random.ts';
import { titleKey } from '../../server/src/domain/text/fold-text.ts';
import type { Corpus, KnownFilm } from './corpus.ts';
import * as numbers from './manglers/numbers.ts';
import * as spellings from './manglers/spellings.ts';
import * as typing from './manglers/typing.ts';
import * as words from './manglers/words.ts';

/** A query and the films that it means. */
export type RelevanceCase = {
  readonly q: string;
  /** Ids of the films, any of which counts as found. */
  readonly meant: ReadonlySet<string>;
  /** If true, all of the first films must be among `meant`, as far as there are enough of them. */
  readonly onlyThese?: boolean;
};

/** Makes a query for a film, or returns `undefined` if its title does not allow the change. */
export type Draw = (film: KnownFilm, random: Random, corpus: Corpus) => RelevanceCase | undefined;

/** One way in which people type something other than the exact title. */
export type Row = {
  readonly name: string;
  readonly change: string;
  /** A film counts as found if it is among this many first results. */
  readonly among: number;
  /** The share of queries that Marquee may miss, 0 to 1. */
  readonly goal: number;
  /** Absent if the queries come from a file. */
  readonly draw?: Draw;
};

type Mangle = (random: Random, title: string, corpus: Corpus) => string | undefined;

/**
 * A row of changed titles. Every film of the same title counts as found.
 *
 * @param mangle changes a title
 * @param isClear whether to leave out texts that are, or begin, the title of another film
 */
function changed(mangle: Mangle, isClear = false): Draw {
  return (film, random, corpus) => {
    const q = mangle(random, film.title, corpus);
    if (q === undefined || titleKey(q) === '') return undefined;
    if (isClear && corpus.isStartOfOtherTitle(q, film.key)) return undefined;
    return { q: q.toLowerCase(), meant: idsOf(corpus.titled(film.title)) };
  };
}

/** The title with a year. Of films with the same title, the ones closest to the typed year count. */
function withYear(off: (random: Random) => number): Draw {
  return (film, random, corpus) => {
    const year = film.year + off(random);
    const distance = Math.abs(year - film.year);
    const others = corpus.titled(film.title);
    if (others.some((other) => Math.abs(other.year - year) < distance)) return undefined;
    const q = `${film.title} ${random() < 0.5 ? `(${String(year)})` : String(year)}`;
    return { q: q.toLowerCase(), meant: idsOf(others.filter((other) => Math.abs(other.year - year) === distance)) };
  };
}

/** The title, or its longest word, with the surname of the first actor. */
function withSurname(textOf: (title: string) => string | undefined): Draw {
  return (film, _random, corpus) => {
    const surname = /^\p{Lu}[\p{L}'’.]+ (?:.* )?(\p{Lu}[\p{L}'’-]{2,})$/u.exec(film.cast[0] ?? '')?.[1];
    const text = textOf(film.title);
    if (surname === undefined || text === undefined) return undefined;
    return { q: `${text} ${surname}`.toLowerCase(), meant: idsOf(corpus.titled(film.title)) };
  };
}

/** The full name of the first actor. Their films must come first. */
const fullName: Draw = (film, _random, corpus) => {
  const [name = ''] = film.cast;
  const films = corpus.withPerson(name);
  if (!/^\p{Lu}[\p{L}'’.-]+( \p{Lu}[\p{L}'’.-]+)+$/u.test(name) || films.length < 3) return undefined;
  if (corpus.titled(name).length > 0) return undefined;
  return { q: name.toLowerCase(), meant: idsOf(films), onlyThese: true };
};

function longestWord(title: string): string | undefined {
  const [longest = ''] = title.split(' ').sort((a, b) => b.length - a.length);
  return /^\p{L}{5,}$/u.test(longest) && longest !== title ? longest : undefined;
}

const idsOf = (films: readonly KnownFilm[]) => new Set(films.map(({ id }) => id));
const oneWord = (title: string) => !title.includes(' ');
const split = (random: Random, title: string, corpus: Corpus) =>
  words.splitWord(random, title, (word) => corpus.frequency(word));
const isTitle = (corpus: Corpus) => (text: string) => corpus.titled(text).length > 0;

/**
 * The rows and their goals, by which `--check` and the test in the gate judge Marquee. The goals from "typo" on are what
 * the search reached when it was first measured, so that a change of the order does not lose it.
 */
export const ROWS: readonly (Row & { readonly draw: Draw })[] = [
  row('split-title', 'a title of one word written as two', 3, 0.03, (r, t, c) =>
    oneWord(t) ? split(r, t, c) : undefined,
  ),
  row('split-word', 'one word of a longer title written as two', 3, 0.03, (r, t, c) =>
    !oneWord(t) ? split(r, t, c) : undefined,
  ),
  row('joined-words', 'two words written as one', 3, 0.03, words.joinTwoWords),
  row('joined-title', 'all words written as one', 3, 0.03, (_, t) => words.joinAllWords(t)),
  row('movie', 'title and "movie"', 3, 0.03, (_, t) => `${t} movie`),
  row('film', 'title and "film"', 3, 0.03, (_, t) => `${t} film`),
  row('digits-as-words', 'a number in digits as words', 3, 0.04, numbers.digitsAsWords),
  row('words-as-digits', 'a number in words as digits', 3, 0.04, numbers.wordsAsDigits),
  row('roman', 'a Roman numeral as digits or words', 3, 0.04, (r, t, c) => numbers.romanAsNumber(r, t, isTitle(c))),
  row('digits-as-roman', 'a number in digits as a Roman numeral', 3, 0.04, numbers.digitsAsRoman),
  row(
    'abbreviation',
    'Mr / Mister, Dr / Doctor, St / Saint, Vol / Volume, vs / versus',
    3,
    0.05,
    spellings.otherAbbreviation,
  ),
  row('possessive', "'s left out", 3, 0.02, (_, t) => spellings.dropPossessive(t)),
  row('apostrophe', 'the apostrophe left out', 3, 0.02, (_, t) => spellings.dropApostrophes(t)),
  {
    name: 'year-off',
    change: 'title and a year that is off by one',
    among: 3,
    goal: 0.02,
    draw: withYear((random) => pick(random, [-1, 1])),
  },
  { name: 'year', change: 'title and year', among: 3, goal: 0.02, draw: withYear(() => 0) },
  row(
    'unfinished-title',
    'a typo in an unfinished title of one word',
    10,
    0.15,
    (r, t) => (oneWord(t) ? typing.typoInUnfinishedWord(r, t) : undefined),
    true,
  ),
  row(
    'unfinished-word',
    'a typo in the unfinished last word of a longer title',
    10,
    0.15,
    (r, t) => (!oneWord(t) ? typing.typoInUnfinishedWord(r, t) : undefined),
    true,
  ),
  row('article-last', '"Title, The"', 3, 0.02, (_, t) => spellings.articleLast(t)),
  row('typo', 'one typo', 3, 0.01, typing.oneTypo, true),
  row('two-typos', 'two typos', 3, 0.15, typing.twoTypos, true),
  row('no-article', 'the article left out', 3, 0.01, (_, t) => spellings.dropArticle(t)),
  row('wrong-article', 'a wrong article', 3, 0.01, (_, t) => spellings.wrongArticle(t)),
  row('punctuation', 'punctuation left out', 3, 0.01, (_, t) => spellings.dropPunctuation(t)),
  row('ampersand', '"&" as "and", or "and" as "&"', 3, 0.01, (_, t) => spellings.otherAnd(t)),
  row('diacritics', 'diacritics left out', 3, 0.01, (_, t) => spellings.dropDiacritics(t)),
  row('swapped', 'two neighbouring words swapped', 3, 0.01, words.swapWords, true),
  row('forgotten', 'one word forgotten', 3, 0.02, words.forgetWord, true),
  row('added', 'one word added', 3, 0.05, words.addWord),
  row('beginning', 'the first 4 to 8 letters', 10, 0.08, typing.beginning),
  {
    name: 'title-actor',
    change: 'title and surname of the first actor',
    among: 3,
    goal: 0.01,
    draw: withSurname((title) => title),
  },
  {
    name: 'word-actor',
    change: 'longest word of the title and surname of the first actor',
    among: 3,
    goal: 0.03,
    draw: withSurname(longestWord),
  },
  {
    name: 'person',
    change: 'full name of an actor; all of the first three are their films',
    among: 3,
    goal: 0.03,
    draw: fullName,
  },
];

/** The row whose queries come from a file: titles that several films share, and the film that most people mean. */
export const SHARED_TITLES: Row = {
  name: 'shared-title',
  change: 'several films share the title',
  among: 1,
  goal: 0.15,
};

function row(
  name: string,
  change: string,
  among: number,
  goal: number,
  mangle: Mangle,
  isClear = false,
): Row & { readonly draw: Draw } {
  return { name, change, among, goal, draw: changed(mangle, isClear) };
}
