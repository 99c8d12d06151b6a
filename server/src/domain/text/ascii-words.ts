import type { Token } from './tokens.ts';

const AMPERSAND = 0x26;
const APOSTROPHE = 0x27;
const PLUS = 0x2b;
const SPACE = 0x20;
const LETTER_N = 0x6e;
const LAST_ASCII = 0x7f;

/**
 * Splits an ASCII text into the same words as `tokenize`, but five times as fast. Returns `undefined` for other texts.
 * The speed matters, because search reads many texts and most of them are ASCII.
 */
export function tokenizeAscii(text: string): Token[] | undefined {
  const lower = text.toLowerCase();
  const tokens: Token[] = [];
  for (let at = 0; at < lower.length; at += 1) {
    const code = lower.charCodeAt(at);
    if (!isAsciiWord(code)) {
      if (code > LAST_ASCII) return undefined;
      const isAnd = code === AMPERSAND || (code === PLUS && isBetweenWords(lower, at));
      if (isAnd) tokens.push({ term: 'and', start: at, end: at + 1 });
      continue;
    }
    const start = at;
    let apostrophes = false;
    for (at += 1; at < lower.length && !isJoinedN(lower, start); at += 1) {
      const next = lower.charCodeAt(at);
      if (isAsciiWord(next)) continue;
      if (next > LAST_ASCII) return undefined;
      if (next !== APOSTROPHE || !isAsciiWord(lower.charCodeAt(at + 1)) || isJoinedN(lower, at + 1)) break;
      apostrophes = true;
    }
    const raw = lower.slice(start, at);
    tokens.push({ term: apostrophes ? raw.replaceAll("'", '') : raw, start, end: at });
    at -= 1;
  }
  return tokens;
}

/** Whether the letter at a place is an n like that of "rock'n'roll". */
function isJoinedN(lower: string, at: number): boolean {
  return (
    lower.charCodeAt(at) === LETTER_N &&
    lower.charCodeAt(at - 1) === APOSTROPHE &&
    isAsciiWord(lower.charCodeAt(at - 2)) &&
    !isAsciiWord(lower.charCodeAt(at + 1))
  );
}

/** Whether the `+` at a place is a word by the rules of `tokenize`. */
function isBetweenWords(lower: string, at: number): boolean {
  const spaces = lower.charCodeAt(at - 1) === SPACE && lower.charCodeAt(at + 1) === SPACE ? 1 : 0;
  const before = lower.charCodeAt(at - 1 - spaces);
  const after = lower.charCodeAt(at + 1 + spaces);
  return isAsciiWord(before) && isAsciiWord(after) && (spaces > 0 || !isDigit(before) || !isDigit(after));
}

/** `a` to `z` and `0` to `9`. False for NaN, which `charCodeAt` returns outside the text. */
function isAsciiWord(code: number): boolean {
  return (code >= 0x61 && code <= 0x7a) || isDigit(code);
}

function isDigit(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}
