import { alphabetOf, digitCodesOf, RARE } from './alphabet.ts';
import { EditDistance } from './edit-distance.ts';
import { readNumbers, writeNumbers, type PackedNumbers } from './packed-numbers.ts';
import type { SectionReader, SectionWriter } from './sections.ts';
import { smallSubsets } from './small-subsets.ts';
import { BEGINNING, halfOf, SIDES, WordHalves } from './word-halves.ts';

/** The bits of a signature that make up the class: those of the codes 1 to 8, which are the most frequent letters. */
const CLASS = 0x1fe;
const CLASSES = 256;
/** Too many words share half of a shorter word. Reading the words of the likely classes takes less time then. */
const MIN_HALVED = 7;
/** The halves of fewer words are not worth listing, as in the small segments of edited films. */
const MANY_WORDS = 1_000;
/** Listing the halves takes 5 ms. The first searches of a process do not wait for it, because some processes end soon. */
export const LOOK_UPS_BEFORE_HALVES = 64;
/** Words that are longer than this are never found, because nobody types them. */
const MAX_LETTERS = 64;

type Visit = (id: number, edits: number, mayHaveDigit: boolean) => void;

/**
 * Finds the words of a dictionary that are within a few edits of a given word, wherever in the word the mistake is.
 *
 * Words are grouped by length and stored as one byte per letter, so word j of the group of length L starts at j * L.
 * Each word has a signature with one bit for each letter that occurs in it. One edit adds at most one new letter and
 * removes at most one. So if two words are within k edits, each has at most k bits that the other lacks. If the
 * dictionary's word is longer by d, it lacks at most k - d bits of the given word, because the d insertions remove no
 * letter.
 *
 * The words of one length are sorted by class: the set of the eight most frequent letters that they contain. Of 256
 * classes, the search reads only those that differ in few enough letters: over all lengths, 35 classes for one edit
 * and some 250 for two. That leaves out eleven of twelve words for one edit, and three of four for two. The
 * signatures of the remaining words are read in sequence, at about 1 ns each. A few in a hundred pass and are
 * compared letter by letter. If a length has fewer words than there are classes to read, as in the small segments of
 * edited films, all its words are read in one run.
 */
export class NearStrings {
  /** The code of each letter. Rarer letters have no entry. */
  readonly #codes = new Map<number, number>();
  /** The same codes for ASCII letters, as an array. Reading them takes two fifths of the time of reading the map. */
  readonly #asciiCodes = new Uint8Array(128);
  readonly #ids: PackedNumbers;
  readonly #signatures: Int32Array;
  readonly #letters: Uint8Array;
  /** For each length, the place where its group starts, counted in words. One more entry marks the end. */
  readonly #starts: Uint32Array;
  /** For each length, the place where its group starts, counted in letters. */
  readonly #letterStarts: Uint32Array;
  /** For each length and class, the place where its words start. One more entry marks the end. */
  #classStarts: Uint32Array | undefined;
  readonly #hasRareLetters: boolean;
  readonly #digitCodes: Uint8Array;
  /** Whether the word that is looked up has a rare letter. */
  #isRare = false;
  readonly #distance = new EditDistance();
  readonly #word = new Uint8Array(MAX_LETTERS + 2);
  readonly #areLong: boolean;
  #halves: WordHalves | undefined;
  #lookUps = 0;

  /**
   * @param areLong whether the words are texts such as whole titles, so that those within one edit are found by their
   * halves
   */
  constructor(sections: SectionReader, areLong = false) {
    const alphabet = sections.u16('alphabet');
    for (let code = 0; code < Math.min(alphabet.length, RARE - 1); code += 1)
      this.#codes.set(alphabet[code]!, code + 1);
    for (const [unit, code] of this.#codes) if (unit < this.#asciiCodes.length) this.#asciiCodes[unit] = code;
    this.#digitCodes = digitCodesOf(this.#codes);
    this.#hasRareLetters = alphabet.length >= RARE;
    this.#ids = readNumbers(sections, 'ids');
    this.#areLong = areLong && this.#ids.length >= MANY_WORDS;
    const signatures = sections.u32('signatures');
    this.#signatures = new Int32Array(signatures.buffer, signatures.byteOffset, signatures.length);
    this.#letters = sections.u8('letters');
    this.#starts = sections.u32('starts');
    this.#letterStarts = new Uint32Array(this.#starts.length);
    for (let length = 1; length < this.#starts.length; length += 1) {
      const words = this.#starts[length]! - this.#starts[length - 1]!;
      this.#letterStarts[length] = this.#letterStarts[length - 1]! + words * (length - 1);
    }
  }

  /**
   * @param words the dictionary
   * @param ids an id for each word; several words may have the same id. The default is the place of the word
   */
  static write(sections: SectionWriter, words: readonly string[], ids?: ArrayLike<number>): void {
    const { alphabet, codeOf } = alphabetOf(words);
    const signatureOf = new Uint32Array(words.length);
    /** The length, class and place of each word as one number: 7, 8 and 32 bits. */
    const order = new Float64Array(words.length);
    const starts = new Uint32Array(MAX_LETTERS + 2);
    let known = 0;
    let lettersLength = 0;
    for (let i = 0; i < words.length; i += 1) {
      const word = words[i]!;
      if (word.length > MAX_LETTERS) continue;
      let signature = 0;
      for (let at = 0; at < word.length; at += 1) signature |= bitOf(codeOf(word.charCodeAt(at)));
      signatureOf[i] = signature;
      order[known++] = (word.length * CLASSES + classOf(signature)) * 2 ** 32 + i;
      starts[word.length + 1]! += 1;
      lettersLength += word.length;
    }
    const idsInOrder = new Uint32Array(known);
    const signatures = new Uint32Array(known);
    const letters = new Uint8Array(lettersLength);
    let end = 0;
    for (const [place, number] of order.subarray(0, known).sort().entries()) {
      const i = number % 2 ** 32;
      const word = words[i]!;
      idsInOrder[place] = ids ? ids[i]! : i;
      signatures[place] = signatureOf[i]!;
      for (let at = 0; at < word.length; at += 1) letters[end++] = codeOf(word.charCodeAt(at));
    }
    for (let length = 1; length < starts.length; length += 1) starts[length]! += starts[length - 1]!;
    sections.add('alphabet', alphabet);
    writeNumbers(sections, 'ids', idsInOrder);
    sections.add('signatures', signatures);
    sections.add('letters', letters);
    sections.add('starts', starts);
  }

  /**
   * Calls `visit` with every word within `maxEdits` edits, including the word itself. `mayHaveDigit` is false if the word
   * that was found has no digit.
   *
   * @param maxEdits 1 or 2
   * @param wordsOf returns the words that have an id; called only if the word has a rare letter of a very large alphabet
   */
  find(word: string, maxEdits: number, wordsOf: (id: number) => readonly string[], visit: Visit): void {
    const { length } = word;
    if (length > MAX_LETTERS) return;
    if (this.#areLong && maxEdits === 1 && length >= MIN_HALVED && (this.#lookUps += 1) > LOOK_UPS_BEFORE_HALVES) {
      this.#halves ??= new WordHalves(this.#starts, this.#letters);
      this.#findWithinOne(word, this.#halves, wordsOf, visit);
      return;
    }
    const probe = this.#word;
    const signature = this.#encode(word);
    const kind = classOf(signature);
    const added = smallSubsets(~kind & (CLASSES - 1));
    const removed = smallSubsets(kind);
    const longest = Math.min(length + maxEdits, MAX_LETTERS);
    for (let other = Math.max(1, length - maxEdits); other <= longest; other += 1) {
      // Insertions that make a word longer remove no letter, and deletions that make it shorter add none.
      const mostNew = maxEdits - Math.max(0, length - other);
      const mostGone = maxEdits - Math.max(0, other - length);
      const first = this.#starts[other]!;
      const last = this.#starts[other + 1]!;
      const isOneRun = last - first <= added.ends[mostNew]! * removed.ends[mostGone]!;
      const starts = isOneRun ? undefined : (this.#classStarts ??= this.#readClassStarts());
      const news = isOneRun ? 1 : added.ends[mostNew]!;
      const gones = isOneRun ? 1 : removed.ends[mostGone]!;
      for (let i = 0; i < news; i += 1) {
        for (let j = 0; j < gones; j += 1) {
          const run = other * CLASSES + (kind ^ added.sets[i]! ^ removed.sets[j]!);
          const end = starts ? starts[run + 1]! : last;
          let at = starts ? starts[run]! : first;
          while ((at = this.#nextSimilar(at, end, signature, mostNew, mostGone)) < end) {
            const from = this.#letterStarts[other]! + (at - first) * other;
            let edits = this.#distance.between(probe, 0, length, this.#letters, from, other, maxEdits);
            const id = this.#ids[at]!;
            at += 1;
            if (edits > maxEdits) continue;
            // Rare letters share a code, so they look equal. If the word has one, the texts of the words are compared.
            if (this.#isRare) edits = this.#leastEdits(word, wordsOf(id), maxEdits);
            if (edits <= maxEdits) visit(id, edits, this.#mayHaveDigit(from, other));
          }
        }
      }
    }
  }

  /** Like {@link find} with at most one edit. */
  #findWithinOne(word: string, halves: WordHalves, wordsOf: (id: number) => readonly string[], visit: Visit): void {
    const { length } = word;
    const letters = this.#letters;
    const probe = this.#word;
    this.#encode(word);
    const longest = Math.min(length + 1, MAX_LETTERS);
    for (let other = Math.max(1, length - 1); other <= longest; other += 1) {
      const first = this.#starts[other]!;
      const last = this.#starts[other + 1]!;
      if (first === last) continue;
      const half = halfOf(other);
      for (const side of SIDES) {
        const bucket = halves.bucketOf(probe, length, other, side);
        const end = halves.startOf(bucket + 1);
        for (let i = halves.startOf(bucket), before = -1; i < end; i += 1) {
          const at = halves.at(i);
          // A word may be twice in a bucket, once for each half.
          if (at < first || at >= last || at === before) continue;
          before = at;
          const from = this.#letterStarts[other]! + (at - first) * other;
          // A word with the same beginning is found by its beginning only.
          if (areEqual(probe, letters, from, half) !== (side === BEGINNING)) continue;
          let edits = this.#distance.between(probe, 0, length, letters, from, other, 1);
          if (edits > 1) continue;
          const id = this.#ids[at]!;
          if (this.#isRare) edits = this.#leastEdits(word, wordsOf(id), 1);
          if (edits <= 1) visit(id, edits, this.#mayHaveDigit(from, other));
        }
      }
    }
  }

  /**
   * The first place in `[from, end)` whose signature has at most `mostNew` letters that `signature` lacks, and lacks at
   * most `mostGone` letters that `signature` has; `end` if there is none. The limits are 0 to 2. Both limits are
   * checked by one branch, because the processor cannot predict which of them fails.
   */
  #nextSimilar(from: number, end: number, signature: number, mostNew: number, mostGone: number): number {
    const signatures = this.#signatures;
    const others = ~signature;
    let at = from;
    for (; at < end; at += 1) {
      const letters = signatures[at]!;
      let added = letters & others;
      let removed = signature & ~letters;
      if (mostNew > 0) added &= added - 1;
      if (mostNew > 1) added &= added - 1;
      if (mostGone > 0) removed &= removed - 1;
      if (mostGone > 1) removed &= removed - 1;
      if ((added | removed) === 0) return at;
    }
    return at;
  }

  /** Calls `visit` with every word that equals this one. See {@link find}. */
  findEqual(word: string, wordsOf: (id: number) => readonly string[], visit: (id: number) => void): void {
    const { length } = word;
    if (length > MAX_LETTERS) return;
    const signature = this.#encode(word);
    const end = this.#starts[length + 1]!;
    const kind = classOf(signature);
    for (let at = this.#classStart(length, kind); at < end; at += 1) {
      const letters = this.#signatures[at]!;
      if (classOf(letters) !== kind) return;
      if (letters !== signature) continue;
      const from = this.#letterStarts[length]! + (at - this.#starts[length]!) * length;
      let i = 0;
      while (i < length && this.#letters[from + i] === this.#word[i]) i += 1;
      if (i < length) continue;
      const id = this.#ids[at]!;
      if (!this.#isRare || wordsOf(id).includes(word)) visit(id);
    }
  }

  /**
   * Where the words of a length and class start. The first query needs few classes, so the places of all classes are
   * not read for it.
   */
  #classStart(length: number, kind: number): number {
    if (this.#classStarts) return this.#classStarts[length * CLASSES + kind]!;
    let low = this.#starts[length]!;
    let high = this.#starts[length + 1]!;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (classOf(this.#signatures[middle]!) < kind) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  #mayHaveDigit(from: number, length: number): boolean {
    for (let at = from; at < from + length; at += 1) if (this.#digitCodes[this.#letters[at]!] === 1) return true;
    return false;
  }

  #leastEdits(word: string, others: readonly string[], maxEdits: number): number {
    return Math.min(...others.map((other) => this.#distance.betweenTexts(word, other, maxEdits)));
  }

  /** Writes the word's letters into {@link #word} and returns its signature. */
  #encode(word: string): number {
    let signature = 0;
    this.#isRare = false;
    for (let i = 0; i < word.length; i += 1) {
      const unit = word.charCodeAt(i);
      const known = unit < this.#asciiCodes.length ? this.#asciiCodes[unit]! : (this.#codes.get(unit) ?? 0);
      const code = known === 0 && this.#hasRareLetters ? RARE : known;
      this.#word[i] = code;
      signature |= bitOf(code);
      if (code === RARE) this.#isRare = true;
    }
    return signature;
  }

  /** Runs once and takes 50 us for 35 thousand words. */
  #readClassStarts(): Uint32Array {
    const starts = new Uint32Array((MAX_LETTERS + 1) * CLASSES + 1);
    for (let length = 0; length <= MAX_LETTERS; length += 1) {
      for (let at = this.#starts[length]!; at < this.#starts[length + 1]!; at += 1) {
        starts[length * CLASSES + classOf(this.#signatures[at]!) + 1]! += 1;
      }
    }
    for (let run = 1; run < starts.length; run += 1) starts[run]! += starts[run - 1]!;
    return starts;
  }
}

/** Whether a word begins with this many letters of the text at a place. */
function areEqual(word: Uint8Array, letters: Uint8Array, from: number, count: number): boolean {
  for (let i = 0; i < count; i += 1) if (word[i] !== letters[from + i]) return false;
  return true;
}

function classOf(signature: number): number {
  return (signature & CLASS) >>> 1;
}

/** The bit of a letter in a signature. Several letters may share a bit, which only lets more words pass. */
function bitOf(code: number): number {
  return 1 << (code % 32);
}
