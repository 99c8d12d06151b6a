/** Letters of scripts that are written without spaces between words, with their marks. */
const LETTER =
  '[\\p{L}&&[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}]]\\p{M}*';

const HAS_LETTER = new RegExp(LETTER, 'v');
const RUNS = new RegExp(`(?<spaceless>(?:${LETTER})+)|(?:(?!${LETTER}).)+`, 'gv');
const CHARACTERS = /\P{M}\p{M}*|\p{M}+/gu;

/** Whether a text has letters of a script that is written without spaces, such as Han, kana or Thai. */
export function hasSpacelessScript(text: string): boolean {
  return HAS_LETTER.test(text);
}

/** A part of a text, from `start` to before `end`, in UTF-16 code units. */
export type Part = { readonly text: string; readonly start: number; readonly end: number };

/** Splits a word where it changes between scripts with and without spaces: "七人2" has the parts `七人` and `2`. */
export function splitByScript(word: string): (Part & { readonly isSpaceless: boolean })[] {
  return [...word.matchAll(RUNS)].map(({ 0: text, index, groups }) => ({
    text,
    start: index,
    end: index + text.length,
    isSpaceless: groups?.['spaceless'] !== undefined,
  }));
}

/** The characters of a text, each a letter with its marks. */
export function charactersOf(text: string): Part[] {
  return [...text.matchAll(CHARACTERS)].map(({ 0: character, index }) => ({
    text: character,
    start: index,
    end: index + character.length,
  }));
}
