/** A letter of a script that is written without spaces between words, with its marks. */
const CHARACTER =
  '[\\p{L}&&[\\p{scx=Han}\\p{scx=Hira}\\p{scx=Kana}\\p{sc=Thai}\\p{sc=Laoo}\\p{sc=Khmr}\\p{sc=Mymr}]]\\p{M}*';

const HAS_CHARACTER = new RegExp(CHARACTER, 'v');
const PARTS = new RegExp(`(${CHARACTER})|(?:(?!${CHARACTER}).)+`, 'gv');

/** Whether a text has letters of a script that is written without spaces, such as Han, kana or Thai. */
export function hasSpacelessScript(text: string): boolean {
  return HAS_CHARACTER.test(text);
}

const KANA_START = 0x3041;
/** The mark of a long vowel: ー. */
const LONG_VOWEL = 0x30fc;

/** Whether a code unit is kana or a Chinese character that folding does not change. Its neighbours cannot change it. */
export function isPlainCharacter(code: number): boolean {
  return (code >= 0x4e00 && code <= 0x9fff) || isKana(code);
}

function isKana(code: number): boolean {
  return (code >= KANA_START && code <= 0x3096) || (code >= 0x30a1 && code <= 0x30fa) || code === LONG_VOWEL;
}

/** A part of a text, from `start` to before `end`, in UTF-16 code units. */
export type Part = {
  readonly text: string;
  readonly start: number;
  readonly end: number;
  /**
   * Whether it is one character of a script without spaces. Otherwise it is everything up to the next such character.
   */
  readonly isCharacter: boolean;
};

/**
 * Splits a word so that each character of a script without spaces is a part: "七人II" has the parts `七`, `人` and `II`.
 */
export function splitCharacters(word: string): Part[] {
  const parts: Part[] = [];
  for (const { 0: text, 1: character, index } of word.matchAll(PARTS)) {
    parts.push({ text, start: index, end: index + text.length, isCharacter: character !== undefined });
  }
  return parts;
}
