import { EditDistance } from './edit-distance.ts';
import type { SectionReader, SectionWriter } from './sections.ts';

/** Codes 1 to 254 are letters by frequency; all rarer letters of a large alphabet share this one. */
const RARE = 255;
/** Bits of a signature: the codes 1 to 8, hence the most frequent letters. */
const CLASS = 0x1fe;
/** Longer words are never misspelt: nobody types them. */
const MAX_LETTERS = 64;

/** The runs of words of one length and class: for each length its first run; for each run its class, and where its words start. */
type Runs = { readonly firsts: Uint32Array; readonly classes: Int32Array; readonly starts: Uint32Array };

/**
 * Finds the words of a dictionary within a few edits of a given one, wherever in the word the mistake is.
 *
 * Words are grouped by length and written as one byte a letter, so that word j of the group of length L starts at
 * j * L; beside each stands a signature, one bit for each letter that occurs in it. One edit brings in at most one new
 * letter and takes out at most one, so a word within k edits has at most k bits that the other lacks, each way; a word
 * that is longer by d has at most k - d bits less, because the edits that make it longer take no letter out.
 *
 * The words of a length stand in order of which of the eight most frequent letters they have (their class), so that of
 * 256 classes those are left out that lack too many: eleven of twelve words at one edit, three of four at two. The signatures of the
 * others are read in a row, about 1 ns each; the one in a hundred that passes is compared letter by letter.
 */
export class NearStrings {
  /** Letters of the alphabet by code; a rarer letter is none of them. */
  readonly #codes = new Map<number, number>();
  readonly #ids: Uint32Array;
  readonly #signatures: Int32Array;
  readonly #letters: Uint8Array;
  /** For each length where its group starts, in words; one more at the end. */
  readonly #starts: Uint32Array;
  /** For each length where its group starts, in letters. */
  readonly #letterStarts: Uint32Array;
  #runs: Runs | undefined;
  readonly #hasRareLetters: boolean;
  readonly #distance = new EditDistance();
  readonly #word = new Uint8Array(MAX_LETTERS + 2);

  constructor(sections: SectionReader, name: string) {
    const alphabet = sections.u16(`${name}.alphabet`);
    for (let code = 0; code < Math.min(alphabet.length, RARE - 1); code += 1)
      this.#codes.set(alphabet[code]!, code + 1);
    this.#hasRareLetters = alphabet.length >= RARE;
    this.#ids = sections.u32(`${name}.ids`);
    const signatures = sections.u32(`${name}.signatures`);
    this.#signatures = new Int32Array(signatures.buffer, signatures.byteOffset, signatures.length);
    this.#letters = sections.u8(`${name}.letters`);
    this.#starts = sections.u32(`${name}.starts`);
    this.#letterStarts = new Uint32Array(this.#starts.length);
    for (let length = 1; length < this.#starts.length; length += 1) {
      const words = this.#starts[length]! - this.#starts[length - 1]!;
      this.#letterStarts[length] = this.#letterStarts[length - 1]! + words * (length - 1);
    }
  }

  /** @param words the dictionary; a word's id is its place */
  static write(sections: SectionWriter, name: string, words: readonly string[]): void {
    const { alphabet, codes } = alphabetOf(words);
    const signatureOf = words.map((word) => {
      let signature = 0;
      for (let i = 0; i < word.length; i += 1) signature |= bitOf(codes.get(word.charCodeAt(i)) ?? RARE);
      return signature;
    });
    const ids = Array.from(words.keys())
      .filter((id) => words[id]!.length <= MAX_LETTERS)
      .sort(
        (a, b) => words[a]!.length - words[b]!.length || (signatureOf[a]! & CLASS) - (signatureOf[b]! & CLASS) || a - b,
      );
    const starts = new Uint32Array(MAX_LETTERS + 2);
    const letters: number[] = [];
    for (const id of ids) {
      const word = words[id]!;
      starts[word.length + 1]! += 1;
      for (let i = 0; i < word.length; i += 1) letters.push(codes.get(word.charCodeAt(i)) ?? RARE);
    }
    for (let length = 1; length < starts.length; length += 1) starts[length]! += starts[length - 1]!;
    sections.add(`${name}.alphabet`, alphabet);
    sections.add(`${name}.ids`, Uint32Array.from(ids));
    sections.add(
      `${name}.signatures`,
      Uint32Array.from(ids, (id) => signatureOf[id]!),
    );
    sections.add(`${name}.letters`, Uint8Array.from(letters));
    sections.add(`${name}.starts`, starts);
  }

  /**
   * Calls `visit` with every word within `maxEdits`, itself included.
   *
   * @param maxEdits 1 or 2
   * @param readWord gives a word of the dictionary by its id; needed only where the alphabet is very large
   */
  find(
    word: string,
    maxEdits: number,
    readWord: (id: number) => string,
    visit: (id: number, edits: number) => void,
  ): void {
    if (word.length > MAX_LETTERS) return;
    const length = word.length;
    const probe = this.#word;
    let signature = 0;
    for (let i = 0; i < length; i += 1) {
      const code = this.#codes.get(word.charCodeAt(i)) ?? (this.#hasRareLetters ? RARE : 0);
      probe[i] = code;
      signature |= bitOf(code);
    }
    const { firsts, classes, starts } = (this.#runs ??= this.#readRuns());
    const signatures = this.#signatures;
    const longest = Math.min(length + maxEdits, MAX_LETTERS);
    for (let other = Math.max(1, length - maxEdits); other <= longest; other += 1) {
      // What is inserted to make a word longer takes no letter out, and the other way round.
      const mostNew = maxEdits - Math.max(0, length - other);
      const mostGone = maxEdits - Math.max(0, other - length);
      for (let run = firsts[other]!; run < firsts[other + 1]!; run += 1) {
        const kind = classes[run]!;
        if (hasMore(kind & ~signature, mostNew) || hasMore(signature & CLASS & ~kind, mostGone)) continue;
        for (let at = starts[run]!; at < starts[run + 1]!; at += 1) {
          const letters = signatures[at]!;
          if (hasMore(letters & ~signature, mostNew) || hasMore(signature & ~letters, mostGone)) continue;
          const from = this.#letterStarts[other]! + (at - this.#starts[other]!) * other;
          let edits = this.#distance.between(probe, 0, length, this.#letters, from, other, maxEdits);
          if (edits > maxEdits) continue;
          const id = this.#ids[at]!;
          // Two letters that share a code look alike; the words themselves decide.
          if (this.#hasRareLetters) edits = this.#distance.betweenTexts(word, readWord(id), maxEdits);
          if (edits <= maxEdits) visit(id, edits);
        }
      }
    }
  }

  /** 50 us for 35 thousand words, once. */
  #readRuns(): Runs {
    const firsts = new Uint32Array(MAX_LETTERS + 2);
    const classes: number[] = [];
    const starts: number[] = [];
    for (let length = 0; length <= MAX_LETTERS; length += 1) {
      firsts[length] = starts.length;
      for (let at = this.#starts[length]!; at < this.#starts[length + 1]!; at += 1) {
        const kind = this.#signatures[at]! & CLASS;
        if (at > this.#starts[length]! && kind === classes.at(-1)) continue;
        classes.push(kind);
        starts.push(at);
      }
    }
    firsts[MAX_LETTERS + 1] = starts.length;
    starts.push(this.#ids.length);
    return { firsts, classes: Int32Array.from(classes), starts: Uint32Array.from(starts) };
  }
}

/** Whether more bits are set than `most`, which is 0 to 2. */
function hasMore(bits: number, most: number): boolean {
  let left = bits;
  if (most > 0) left &= left - 1;
  if (most > 1) left &= left - 1;
  return left !== 0;
}

/** Letters that share a bit only let more words pass. */
function bitOf(code: number): number {
  return 1 << (code % 32);
}

function alphabetOf(words: readonly string[]): { alphabet: Uint16Array; codes: Map<number, number> } {
  const counts = new Map<number, number>();
  for (const word of words) {
    for (let i = 0; i < word.length; i += 1) {
      const unit = word.charCodeAt(i);
      counts.set(unit, (counts.get(unit) ?? 0) + 1);
    }
  }
  const alphabet = [...counts].sort(([a, m], [b, n]) => n - m || a - b).map(([unit]) => unit);
  return {
    // Longer than this it only says that there are rare letters.
    alphabet: Uint16Array.from(alphabet.slice(0, RARE)),
    codes: new Map(alphabet.slice(0, RARE - 1).map((unit, i) => [unit, i + 1])),
  };
}
