import type { TextRange } from '../../../../domain/film-query.ts';
import { isPlainCharacter } from '../../../../domain/text/spaceless-scripts.ts';
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

/**
 * The character at a place if it is kana or a Chinese character; otherwise `undefined`. Folding does not change such a
 * character.
 */
function characterAt(text: string, at: number): string | undefined {
  return isPlainCharacter(text.charCodeAt(at)) ? text[at] : undefined;
}

function isPair(term: string): boolean {
  return term.length === 2 && characterAt(term, 0) !== undefined && characterAt(term, 1) !== undefined;
}
