import type { TextRange } from '../../../../domain/film-query.ts';
import type { QueryWord } from '../match/query-plan.ts';

/**
 * Finds words in texts that consist only of kana and Chinese characters. Each pair of neighbouring characters of such a
 * text is a word. Reading the pairs in place is ten times as fast as tokenizing the text.
 */
export class SpacelessMarker {
  readonly #words: readonly QueryWord[];

  private constructor(words: readonly QueryWord[]) {
    this.#words = words;
  }

  /** A marker for words that are pairs of such characters; `undefined` if any word is not. */
  static for(words: readonly QueryWord[]): SpacelessMarker | undefined {
    return words.every(({ term }) => isPair(term)) ? new SpacelessMarker(words) : undefined;
  }

  /** The ranges of the words; `undefined` if the text or a match needs more than comparing pairs. */
  rangesIn(text: string): TextRange[] | undefined {
    const ranges: TextRange[] = [];
    let before = foldedAt(text, 0);
    if (before === undefined || text.length < 2) return undefined;
    for (let at = 1; at < text.length; at += 1) {
      const folded = foldedAt(text, at);
      if (folded === undefined) return undefined;
      const pair = before + folded;
      for (const { term, isUnfinished } of this.#words) {
        if (pair === term) ranges.push([at - 1, at + 1]);
        // An unfinished カ is the beginning of ガ.
        else if (isUnfinished && pair.startsWith(term)) return undefined;
      }
      before = folded;
    }
    return ranges;
  }
}

const KANA_START = 0x3041;
/** The mark of a long vowel: ー. */
const LONG_VOWEL = 0x30fc;

/** The folded form of each kana, made when it is first needed. */
const KANA: (string | undefined)[] = [];

/** The folded character at a place; `undefined` if it is neither kana nor a Chinese character. */
function foldedAt(text: string, at: number): string | undefined {
  const code = text.charCodeAt(at);
  if (code >= 0x4e00 && code <= 0x9fff) return text[at];
  return isKana(code) ? (KANA[code - KANA_START] ??= text.charAt(at).normalize('NFKD')) : undefined;
}

function isKana(code: number): boolean {
  return (code >= KANA_START && code <= 0x3096) || (code >= 0x30a1 && code <= 0x30fa) || code === LONG_VOWEL;
}

/** Whether a term is two characters, each with or without one of the two marks of kana. */
function isPair(term: string): boolean {
  let characters = 0;
  for (let at = 0; at < term.length; at += 1) {
    const code = term.charCodeAt(at);
    if (at > 0 && (code === 0x3099 || code === 0x309a)) continue;
    if (foldedAt(term, at) === undefined) return false;
    characters += 1;
  }
  return characters === 2;
}
