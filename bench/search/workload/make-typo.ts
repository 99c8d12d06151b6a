import { pick, randomInt, type Random } from '../../../server/testing/random.ts';

const TYPOS = ['insert', 'delete', 'substitute', 'swap'] as const;
export type Typo = (typeof TYPOS)[number];

/** Words that may get a typo: five or more letters of the English alphabet. */
const LONG_WORD = /(?<![\p{L}\p{M}\p{N}'’])[A-Za-z]{5,}(?![\p{L}\p{M}\p{N}'’])/gu;

/**
 * Makes exactly one edit in one word of a text. The edit may change the first letter too, and all kinds of edit are
 * equally likely.
 *
 * @returns `undefined` if the text has no word of five letters, or if the drawn edit would change nothing
 */
export function makeTypo(random: Random, text: string): { readonly text: string; readonly kind: Typo } | undefined {
  const words = [...text.matchAll(LONG_WORD)];
  if (words.length === 0) return undefined;
  const { 0: word, index } = pick(random, words);
  const kind = pick(random, TYPOS);
  const edited = edit(random, word, kind);
  if (edited.toLowerCase() === word.toLowerCase()) return undefined;
  return { text: text.slice(0, index) + edited + text.slice(index + word.length), kind };
}

function edit(random: Random, word: string, kind: Typo): string {
  const letter = String.fromCharCode(97 + randomInt(random, 26));
  switch (kind) {
    case 'insert': {
      const at = randomInt(random, word.length + 1);
      return word.slice(0, at) + letter + word.slice(at);
    }
    case 'delete': {
      const at = randomInt(random, word.length);
      return word.slice(0, at) + word.slice(at + 1);
    }
    case 'substitute': {
      const at = randomInt(random, word.length);
      return word.slice(0, at) + letter + word.slice(at + 1);
    }
    case 'swap': {
      const at = randomInt(random, word.length - 1);
      return word.slice(0, at) + word.charAt(at + 1) + word.charAt(at) + word.slice(at + 2);
    }
  }
}

const ALPHABET = 'abcdefghijklmnopqrstuvwxyz0123456789 ';

/**
 * Yields every text that is one edit away. An edit may insert or substitute an English letter, a digit or a space. Some
 * texts occur more than once.
 */
export function* textsOneEditAway(text: string): Generator<string> {
  for (let at = 0; at <= text.length; at += 1) {
    const before = text.slice(0, at);
    const after = text.slice(at);
    for (const letter of ALPHABET) {
      yield before + letter + after;
      if (after !== '') yield before + letter + after.slice(1);
    }
    if (after !== '') yield before + after.slice(1);
    if (after.length > 1) yield before + after.charAt(1) + after.charAt(0) + after.slice(2);
  }
}
