import { stem } from 'porter2';
import { tokenize, tokenizeChunk } from './fold-text.ts';
import type { Token } from './tokens.ts';

/** Words that say nothing about a film's plot. They get no stem, so they are left out. */
const STOP_WORDS = new Set(
  (
    'a about after again against all also although am among an and any are as at be because been before being below ' +
    'between both but by can cannot could did do does doing down during each few for from further had has have having ' +
    'he her here hers herself him himself his how however i if in into is it its itself just many may me might more ' +
    'most much must my myself no nor not now of off on once only or other others our ours ourselves out over own s ' +
    'same she should so some such t than that the their theirs them themselves then there these they this those though ' +
    'through to too under until up upon us very was we were what when where which while who whom whose why will with ' +
    'within without would you your yours yourself yourselves arent cant couldnt didnt doesnt dont hasnt havent isnt ' +
    'wasnt werent wont wouldnt hes shes whos whats thats theres heres im ive youre youve weve theyre theyve ' +
    'film films movie movies'
  ).split(' '),
);

/** An "'s" at the end of a word: two code units. */
const POSSESSIVE = /['’ʼ]s(?!\p{L})/giu;

/** Longer words are not stemmed, because they are not English words and the stemmer's time grows with the length. */
const MAX_LETTERS = 40;

/**
 * The stems of the words of a text, in order and with repetitions: `hunt` and `shark` for "hunting the sharks". Stop
 * words are left out, and so is the "'s" of a possessive. The stemmer is Snowball's English one (Porter 2).
 */
export function stemsOf(text: string): string[] {
  return termsToStem(text).flatMap((term) => stemOf(term) ?? []);
}

/** The words of a text, without the "'s" of possessives. Stop words are among them. */
export function termsToStem(text: string): string[] {
  return tokenize(withoutPossessives(text)).map(({ term }) => term);
}

/**
 * The words of a chunk of a text: a part between two spaces. If the chunks of a text have any stem, the stems of their
 * words, in order, are the {@link stemsOf} the text.
 */
export function chunkTerms(chunk: string): string[] {
  return tokenizeChunk(withoutPossessives(chunk)).map(({ term }) => term);
}

/** A word with its place in the text and its stem, which is `undefined` for a stop word. */
export type StemmedToken = Token & { readonly stem: string | undefined };

/** All words of a text, with their stems. {@link stemsOf} returns the same stems. */
export function stemTokens(text: string): StemmedToken[] {
  return tokenize(withoutPossessives(text)).map((token) => ({ ...token, stem: stemOf(token.term) }));
}

/** Replaces each "'s" by two spaces, so that the words after it keep their places. */
function withoutPossessives(text: string): string {
  return text.replace(POSSESSIVE, '  ');
}

/** The stem of a folded word; `undefined` for a stop word. */
export function stemOf(term: string): string | undefined {
  if (STOP_WORDS.has(term)) return undefined;
  return term.length <= MAX_LETTERS ? stem(term) : term;
}
