import { addBit, bitWords, hasBit, type Bits } from './bits.ts';

const LETTERS = 'abcdefghijklmnopqrstuvwxyz';
const FIRST_LETTER = 0x61;

/** How many letters of a text are known to {@link Beginnings}. */
export const BEGINNING_LENGTH = 4;

/** Which of the 26^4 combinations of four letters from a to z begin a text of a dictionary. Takes 57 kB. */
export class Beginnings {
  readonly #known: Bits = new Int32Array(bitWords(LETTERS.length ** BEGINNING_LENGTH));

  /** @param text the first four bytes of a text; ignored unless all are letters from a to z */
  add(text: Uint8Array): void {
    let number = 0;
    for (const byte of text) {
      const letter = byte - FIRST_LETTER;
      if (letter < 0 || letter >= LETTERS.length) return;
      number = number * LETTERS.length + letter;
    }
    addBit(this.#known, number);
  }

  /** Whether it is certain that no text begins with this one, which consists of letters from a to z. */
  hasNone(beginning: string): boolean {
    if (beginning.length < BEGINNING_LENGTH) return false;
    let number = 0;
    for (let i = 0; i < BEGINNING_LENGTH; i += 1) {
      number = number * LETTERS.length + beginning.charCodeAt(i) - FIRST_LETTER;
    }
    return !hasBit(this.#known, number);
  }
}

/** All results of one edit of the first two letters of the prefix. */
export function editsOfHead(prefix: string): string[] {
  const [first, second, third] = [prefix[0]!, prefix[1]!, prefix[2]!];
  const edited = [prefix.slice(1), first + prefix.slice(2), second + first + prefix.slice(2)];
  edited.push(first + third + second + prefix.slice(3));
  for (const letter of LETTERS) {
    edited.push(letter + prefix.slice(1), first + letter + prefix.slice(2));
    edited.push(letter + prefix, first + letter + prefix.slice(1));
  }
  return edited;
}

/**
 * Whether the beginning of a text is the prefix with at most one edit, which is after the first two letters. The text
 * and the prefix must have the same first two letters.
 */
export function startsWithinOneEdit(text: Uint8Array, length: number, prefix: Uint8Array): boolean {
  const end = prefix.length;
  let at = 2;
  while (at < end && at < length && text[at] === prefix[at]) at += 1;
  if (at === end) return true;
  const goesOn = (textAt: number, prefixAt: number) => {
    let i = prefixAt;
    while (i < end && textAt + i - prefixAt < length && text[textAt + i - prefixAt] === prefix[i]) i += 1;
    return i === end;
  };
  // A letter is missing, too many or wrong, or it is swapped with the next one.
  if (goesOn(at + 1, at) || goesOn(at, at + 1)) return true;
  if (at < length && goesOn(at + 1, at + 1)) return true;
  return (
    at + 1 < Math.min(end, length) &&
    text[at] === prefix[at + 1] &&
    text[at + 1] === prefix[at] &&
    goesOn(at + 2, at + 2)
  );
}
