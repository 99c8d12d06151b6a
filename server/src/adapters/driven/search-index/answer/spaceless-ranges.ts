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

  /** The ranges of the words; `undefined` if the text has any other character. */
  rangesIn(text: string): TextRange[] | undefined {
    const ranges: TextRange[] = [];
    let before = characterAt(text, 0);
    if (before === undefined || text.length < 2) return undefined;
    for (let at = 1; at < text.length; at += 1) {
      const character = characterAt(text, at);
      if (character === undefined) return undefined;
      const pair = before + character;
      if (this.#words.some(({ term }) => term === pair)) ranges.push([at - 1, at + 1]);
      before = character;
    }
    return ranges;
  }
}

const KANA_START = 0x3041;
/** The mark of a long vowel: ー. */
const LONG_VOWEL = 0x30fc;

/**
 * The character at a place if it is kana or a Chinese character; otherwise `undefined`. Folding does not change such a
 * character.
 */
function characterAt(text: string, at: number): string | undefined {
  const code = text.charCodeAt(at);
  return (code >= 0x4e00 && code <= 0x9fff) || isKana(code) ? text[at] : undefined;
}

function isKana(code: number): boolean {
  return (code >= KANA_START && code <= 0x3096) || (code >= 0x30a1 && code <= 0x30fa) || code === LONG_VOWEL;
}

function isPair(term: string): boolean {
  return term.length === 2 && characterAt(term, 0) !== undefined && characterAt(term, 1) !== undefined;
}
