import { pick } from '../../server/testing/random.ts';
import {
  changed,
  changedClearly,
  fullName,
  longestWord,
  withSurname,
  withYear,
  type Draw,
  type Mangle,
} from './draws.ts';
import * as numbers from './manglers/numbers.ts';
import * as spellings from './manglers/spellings.ts';
import * as typing from './manglers/typing.ts';
import * as words from './manglers/words.ts';

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

const isOneWord = (title: string) => !title.includes(' ');
const ofOneWord =
  (mangle: Mangle): Mangle =>
  (random, title, corpus) =>
    isOneWord(title) ? mangle(random, title, corpus) : undefined;
const ofMoreWords =
  (mangle: Mangle): Mangle =>
  (random, title, corpus) =>
    isOneWord(title) ? undefined : mangle(random, title, corpus);
const splitWord: Mangle = (random, title, corpus) => words.splitWord(random, title, (word) => corpus.frequency(word));
const romanAsNumber: Mangle = (random, title, corpus) =>
  numbers.romanAsNumber(random, title, (text) => corpus.titled(text).length > 0);

/**
 * The rows and their goals. `--check` and `main.test.ts` judge Marquee by them. The goals from "typo" on are the shares
 * of queries that search missed when it was first measured, so that a later change of the ranking does not miss more.
 */
// prettier-ignore
export const ROWS: readonly (Row & { readonly draw: Draw })[] = [
  row('split-title', 'a title of one word written as two', 3, 0.03, changed(ofOneWord(splitWord))),
  row('split-word', 'one word of a longer title written as two', 3, 0.03, changed(ofMoreWords(splitWord))),
  row('joined-words', 'two words written as one', 3, 0.03, changed(words.joinTwoWords)),
  row('joined-title', 'all words written as one', 3, 0.03, ofTitle(words.joinAllWords)),
  row('movie', 'title and "movie"', 3, 0.03, ofTitle((title) => `${title} movie`)),
  row('film', 'title and "film"', 3, 0.03, ofTitle((title) => `${title} film`)),
  row('digits-as-words', 'a number in digits as words', 3, 0.04, changed(numbers.digitsAsWords)),
  row('words-as-digits', 'a number in words as digits', 3, 0.04, changed(numbers.wordsAsDigits)),
  row('roman', 'a Roman numeral as digits or words', 3, 0.04, changed(romanAsNumber)),
  row('digits-as-roman', 'a number in digits as a Roman numeral', 3, 0.04, changed(numbers.digitsAsRoman)),
  row('abbreviation', 'Mr / Mister, Dr / Doctor, St / Saint, Vol / Volume, vs / versus', 3, 0.05, changed(spellings.otherAbbreviation)),
  row('possessive', "'s left out", 3, 0.02, ofTitle(spellings.dropPossessive)),
  row('apostrophe', 'the apostrophe left out', 3, 0.02, ofTitle(spellings.dropApostrophes)),
  row('year-off', 'title and a year that is off by one', 3, 0.02, withYear((random) => pick(random, [-1, 1]))),
  row('year', 'title and year', 3, 0.02, withYear(() => 0)),
  row('unfinished-title', 'a typo in an unfinished title of one word', 10, 0.15, changedClearly(ofOneWord(typing.typoInUnfinishedWord))),
  row('unfinished-word', 'a typo in the unfinished last word of a longer title', 10, 0.15, changedClearly(ofMoreWords(typing.typoInUnfinishedWord))),
  row('article-last', '"Title, The"', 3, 0.02, ofTitle(spellings.articleLast)),
  row('typo', 'one typo', 3, 0.01, changedClearly(typing.oneTypo)),
  row('two-typos', 'two typos', 3, 0.15, changedClearly(typing.twoTypos)),
  row('typo-year', 'one typo, and the year', 3, 0.02, withYear(() => 0, typing.oneTypo)),
  row('no-article', 'the article left out', 3, 0.01, ofTitle(spellings.dropArticle)),
  row('wrong-article', 'a wrong article', 3, 0.01, ofTitle(spellings.wrongArticle)),
  row('punctuation', 'punctuation left out', 3, 0.01, ofTitle(spellings.dropPunctuation)),
  row('hyphens', 'hyphens left out', 3, 0.01, ofTitle(spellings.dropHyphens)),
  row('ampersand', '"&" as "and", or "and" as "&"', 3, 0.01, ofTitle(spellings.otherAnd)),
  row('diacritics', 'diacritics left out', 3, 0.01, ofTitle(spellings.dropDiacritics)),
  row('swapped', 'two neighbouring words swapped', 3, 0.01, changedClearly(words.swapWords)),
  row('forgotten', 'one word forgotten', 3, 0.02, changedClearly(words.forgetWord)),
  row('added', 'one word added', 3, 0.05, changed(words.addWord)),
  row('subtitle', 'only the subtitle', 3, 0.02, changedClearly((_random, title) => spellings.subtitle(title))),
  // Fame decides which of many films with this beginning comes first, and this benchmark estimates fame by a simpler
  // rule.
  row('beginning', 'the first 4 to 8 letters', 10, 0.12, changed(typing.beginning)),
  row('title-actor', 'title and surname of the first actor', 3, 0.01, withSurname((title) => title)),
  row('word-actor', 'longest word of the title and surname of the first actor', 3, 0.03, withSurname(longestWord)),
  row('person', 'full name of an actor; the first three results must all be films of the actor', 3, 0.03, fullName),
];

/** The row whose queries come from a file: titles that several films share, and the film that most people mean. */
export const SHARED_TITLES: Row = {
  name: 'shared-title',
  change: 'several films share the title',
  among: 1,
  goal: 0.15,
};

/** A title changed in the only possible way. */
function ofTitle(change: (title: string) => string | undefined): Draw {
  return changed((_random, title) => change(title));
}

function row(name: string, change: string, among: number, goal: number, draw: Draw): Row & { readonly draw: Draw } {
  return { name, change, among, goal, draw };
}
