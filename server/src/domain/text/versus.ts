import type { Token } from './tokens.ts';

const VERSUS = ['versus'] as const;
const FIVE = ['5'] as const;
const EITHER = ['versus', '5'] as const;

/**
 * What the word "v" at a given position in a title stands for, as canonical terms. In "Batman v Superman" it is
 * "versus", in "Rocky V" and "Star Trek V: The Final Frontier" it is five. A capital V that is followed by a space and
 * then by a capitalised word or a number may be either ("Batman V Superman").
 *
 * @param tokens the words of the title; the one at the position `at` is "v"
 */
export function meaningsOfV(title: string, tokens: readonly Token[], at: number): readonly ('versus' | '5')[] {
  const [before, token, next] = [tokens[at - 1], tokens[at], tokens[at + 1]];
  if (!before || !token || !next || !/^\.?\s+$/.test(title.slice(token.end, next.start))) return FIVE;
  if (title.slice(token.start, token.end) === 'v') return VERSUS;
  return /^[\p{Lu}\p{N}]/u.test(title.slice(next.start)) ? EITHER : FIVE;
}
