/** A title in a text: `[start, end)` in UTF-16 code units. */
export type FoundTitle = { readonly title: string; readonly start: number; readonly end: number };

const SPACE = 0x20;
/** A capital letter or a digit. */
const CAPITAL = /^[\p{Lu}\p{N}]/u;
/** At least this many hashes for each title, so that few titles share one. */
const HASHES_PER_TITLE = 4;
const STARTS_TITLE = 1;
const HAS_TITLE = 2;

/**
 * Finds titles in texts. A title is found only where the text writes it exactly, with the same capitals. Titles are
 * looked up by their first two words, so a text is read only once, however many titles there are.
 */
export class TitleFinder {
  /**
   * The titles with each hash. The hash is that of a title's first two words, or of its only word. A found title is
   * always compared with the text, so titles may share a hash.
   */
  readonly #titles: (SortedTitles | undefined)[];
  /**
   * For each hash, whether the first word of a title has it, and whether a title is stored under it. For most words of
   * a text the look-up ends here, and these bytes stay in the processor's cache.
   */
  readonly #flags: Uint8Array;
  readonly #words: FirstWords;

  constructor(titles: Iterable<string>) {
    const sorted = [...titles].sort();
    // A power of two. A catalogue of few films needs few hashes, and is then indexed in less than a millisecond.
    const hashes = 2 ** Math.ceil(Math.log2(HASHES_PER_TITLE * sorted.length + 1));
    this.#titles = new Array<SortedTitles | undefined>(hashes).fill(undefined);
    this.#flags = new Uint8Array(hashes);
    this.#words = new FirstWords(hashes);
    for (const title of sorted) {
      this.#words.readFirst(title, 0);
      this.#addFlag(this.#words.firstHash, STARTS_TITLE);
      this.#words.readSecond(title);
      this.#addFlag(this.#words.secondHash, HAS_TITLE);
      (this.#titles[this.#words.secondHash] ??= new SortedTitles()).add(title);
    }
  }

  /**
   * Finds titles from left to right. They do not overlap: of the titles that start at the same place, only the longest
   * is found.
   */
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
    words.readFirst(text, start);
    if (!this.#hasFlag(words.firstHash, STARTS_TITLE)) return undefined;
    words.readSecond(text);
    return this.#titleWith(text, start, words.secondHash) ?? this.#titleWith(text, start, words.firstHash);
  }

  /** The longest title that starts here, among those whose first two words, or only word, have this hash. */
  #titleWith(text: string, start: number, hash: number): string | undefined {
    return this.#hasFlag(hash, HAS_TITLE) ? this.#titles[hash]?.longestIn(text, start) : undefined;
  }

  #hasFlag(hash: number, flag: number): boolean {
    return ((this.#flags[hash] ?? 0) & flag) !== 0;
  }

  #addFlag(hash: number, flag: number): void {
    this.#flags[hash] = (this.#flags[hash] ?? 0) | flag;
  }
}

/** `shorter` is the longest other title with which this one begins. */
type Titled = { readonly title: string; readonly shorter: Titled | undefined };

/**
 * Titles with equal first words. The title at the beginning of a text is found by a binary search, because a catalogue
 * may have thousands of titles that begin with "The End", and a text may repeat these words a thousand times.
 */
class SortedTitles {
  readonly #titles: Titled[] = [];
  #longest = 0;

  /** @param title sorts after every title added before, by code unit */
  add(title: string): void {
    let shorter = this.#titles.at(-1);
    while (shorter && !title.startsWith(shorter.title)) shorter = shorter.shorter;
    this.#titles.push({ title, shorter });
    this.#longest = Math.max(this.#longest, title.length);
  }

  /** The longest title that stands at `start` and does not end inside a word. */
  longestIn(text: string, start: number): string | undefined {
    const rest = text.slice(start, start + this.#longest);
    // A title that begins the text sorts at or before the text, and every title between the two begins with it as well.
    let found = this.#highestUpTo(rest);
    while (found && !isWhole(found.title, rest, text.charCodeAt(start + found.title.length))) found = found.shorter;
    return found?.title;
  }

  #highestUpTo(text: string): Titled | undefined {
    let low = 0;
    let high = this.#titles.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      const titled = this.#titles[middle];
      if (titled && titled.title <= text) low = middle + 1;
      else high = middle;
    }
    return this.#titles[low - 1];
  }
}

/** Whether the text begins with the title, and no word goes on after it. `next` is the character after the title. */
function isWhole(title: string, text: string, next: number): boolean {
  return text.startsWith(title) && !isWordCharacter(next);
}

/**
 * Hashes of the first word of a text and of its first two words, without the punctuation after them. For "Oh, God!"
 * these are the hashes of "Oh" and "Oh, God".
 */
class FirstWords {
  readonly #mask: number;
  firstHash = 0;
  /** The hash of the first two words. If there is no second word, it equals the hash of the first. */
  secondHash = 0;
  #at = 0;
  #hash = 0;

  /** @param hashes a power of two; each hash is below it */
  constructor(hashes: number) {
    this.#mask = hashes - 1;
  }

  readFirst(text: string, start: number): void {
    this.#at = start;
    this.#hash = 0;
    this.firstHash = this.#readWord(text, 0);
  }

  /** Reads the second word. */
  readSecond(text: string): void {
    this.secondHash = this.#readWord(text, this.firstHash);
  }

  /** The hash up to the last letter of the next word; `before` if there is no next word. */
  #readWord(text: string, before: number): number {
    const { length } = text;
    let hash = this.#hash;
    let hashOfWord = before;
    let at = this.#at;
    for (let isFirst = true; at < length; at += 1, isFirst = false) {
      const code = text.charCodeAt(at);
      if (code === SPACE && !isFirst) break;
      hash = (Math.imul(hash, 31) + code) | 0;
      if (isWordCharacter(code)) hashOfWord = (hash ^ (hash >>> 15)) & this.#mask;
    }
    this.#hash = hash;
    this.#at = at;
    return hashOfWord;
  }
}

function skipPunctuation(text: string, from: number): number {
  const { length } = text;
  let at = from;
  for (; at < length; at += 1) {
    const code = text.charCodeAt(at);
    if (isWordCharacter(code)) break;
  }
  return at;
}

/** For each ASCII character, whether it is a letter or digit. */
const IS_WORD = Uint8Array.from({ length: 0x80 }, (_, code) => (/[a-z0-9]/i.test(String.fromCharCode(code)) ? 1 : 0));

/**
 * Whether a character is an ASCII letter or digit, or is outside both ASCII and general punctuation (U+2010 to U+206F).
 * False for NaN, which `charCodeAt` returns after the end.
 */
function isWordCharacter(code: number): boolean {
  return code < 0x80 ? IS_WORD[code] === 1 : code < 0x2010 || code > 0x206f;
}

function startsWithCapital(text: string, at: number): boolean {
  const code = text.charCodeAt(at);
  if (code <= 0x7f) return (code >= 0x41 && code <= 0x5a) || (code >= 0x30 && code <= 0x39);
  return CAPITAL.test(text.slice(at, at + 2));
}
