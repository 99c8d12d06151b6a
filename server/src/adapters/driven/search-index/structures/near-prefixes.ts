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
 * Whether the beginning of a text is a prefix with at most one edit, which is after the first two letters. The text and
 * the prefix must have the same first two letters.
 */
export class NearPrefix {
  readonly #prefix: Uint8Array;
  /**
   * How many leading letters of the last text determined the result: any text that shares them gets the same result. If
   * the end of the text determined it, this is its length plus one.
   */
  decisive = 0;

  /** @param prefix letters from a to z */
  constructor(prefix: string) {
    this.#prefix = Uint8Array.from(prefix, (letter) => letter.charCodeAt(0));
  }

  /** The most letters of a text that {@link begins} looks at. */
  get letters(): number {
    return this.#prefix.length + 1;
  }

  /** @param length how many letters the text has; more than {@link letters} make no difference */
  begins(text: Uint8Array, length: number): boolean {
    const prefix = this.#prefix;
    const end = prefix.length;
    let at = 2;
    while (at < end && at < length && text[at] === prefix[at]) at += 1;
    this.decisive = Math.min(at + 1, end);
    if (at === end) return true;
    // A letter is missing, too many or wrong, or it is swapped with the next one.
    return (
      this.#goesOn(text, length, at + 1, at) ||
      this.#goesOn(text, length, at, at + 1) ||
      (at < length && this.#goesOn(text, length, at + 1, at + 1)) ||
      (at + 1 < end &&
        at + 1 < length &&
        text[at] === prefix[at + 1] &&
        text[at + 1] === prefix[at] &&
        this.#goesOn(text, length, at + 2, at + 2))
    );
  }

  /** Whether the text goes on as the prefix does. */
  #goesOn(text: Uint8Array, length: number, textAt: number, prefixAt: number): boolean {
    const prefix = this.#prefix;
    let at = textAt;
    let i = prefixAt;
    while (i < prefix.length && at < length && text[at] === prefix[i]) {
      i += 1;
      at += 1;
    }
    const isWhole = i === prefix.length;
    this.decisive = Math.max(this.decisive, isWhole ? at : at + 1);
    return isWhole;
  }
}
