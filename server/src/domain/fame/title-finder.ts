/** A title in a text: `[start, end)` in UTF-16 code units. */
export type FoundTitle = { readonly title: string; readonly start: number; readonly end: number };

const SPACE = 0x20;
/** A letter or digit that is written without lower case. */
const CAPITAL = /^[\p{Lu}\p{N}]/u;
/** A power of two, several times the number of titles. */
const HASHES = 2 ** 18;

/**
 * Finds titles in texts, as they are written there, with their capitals. Titles are looked up by their first two words,
 * so a text is read once, however many titles there are.
 */
export class TitleFinder {
  /** By the hash of the first two words, or of the only one; the longest first. Compared with the text anyway. */
  readonly #titles = new Array<string[] | undefined>(HASHES).fill(undefined);
  readonly #words = new FirstWords();

  constructor(titles: Iterable<string>) {
    const longestFirst = [...titles].sort((a, b) => b.length - a.length);
    for (const title of longestFirst) {
      if (!startsWithCapital(title, 0)) continue;
      this.#words.read(title, 0);
      (this.#titles[this.#words.secondHash] ??= []).push(title);
    }
  }

  /** Finds titles from left to right. They do not overlap: of titles that start together, the longest is found. */
  forEach(text: string, visit: (found: FoundTitle) => void): void {
    let at = 0;
    while (at < text.length) {
      const start = skipPunctuation(text, at);
      const title = startsWithCapital(text, start) ? this.#titleAt(text, start) : undefined;
      const end = start + (title?.length ?? 0);
      if (title !== undefined) visit({ title, start, end });
      const space = text.indexOf(' ', end);
      at = space < 0 ? text.length : space + 1;
    }
  }

  #titleAt(text: string, start: number): string | undefined {
    const words = this.#words;
    words.read(text, start);
    return this.#titleWith(text, start, words.secondHash) ?? this.#titleWith(text, start, words.firstHash);
  }

  /** The longest title that starts here, of those whose first two words, or only word, have this hash. */
  #titleWith(text: string, start: number, hash: number): string | undefined {
    return this.#titles[hash]?.find(
      (title) => text.startsWith(title, start) && !isWordCharacter(text.charCodeAt(start + title.length)),
    );
  }
}

/** Hashes of the first word of a text and of the first two, without the punctuation behind them: "Oh" and "Oh, God". */
class FirstWords {
  firstHash = 0;
  /** As the first, if there is no second word. */
  secondHash = 0;

  read(text: string, start: number): void {
    let hash = 0;
    let at = start;
    let isSecond = false;
    this.secondHash = 0;
    for (; at < text.length; at += 1) {
      const code = text.charCodeAt(at);
      if (code === SPACE) {
        if (isSecond) break;
        isSecond = true;
        this.firstHash = this.secondHash;
      }
      hash = (Math.imul(hash, 31) + code) | 0;
      if (isWordCharacter(code)) this.secondHash = (hash ^ (hash >>> 15)) & (HASHES - 1);
    }
    if (!isSecond) this.firstHash = this.secondHash;
  }
}

function skipPunctuation(text: string, from: number): number {
  let at = from;
  while (at < text.length && text.charCodeAt(at) !== SPACE && !isWordCharacter(text.charCodeAt(at))) at += 1;
  return at;
}

/** A letter or digit, or any other character outside ASCII and the general punctuation. False for NaN, after the end. */
function isWordCharacter(code: number): boolean {
  if (code > 0x7f) return code < 0x2010 || code > 0x206f;
  return (code >= 0x61 && code <= 0x7a) || (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39);
}

function startsWithCapital(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code <= 0x7f) return (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39);
  return CAPITAL.test(text.slice(at, at + 2));
}
