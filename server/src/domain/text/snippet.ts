import type { Snippet, TextRange } from '../film-query.ts';
import { stemTokens, type StemmedToken } from './stems.ts';
import { extendToGraphemes } from './text-ranges.ts';

/** The maximum length of a snippet in UTF-16 code units, without ellipses and the punctuation at its ends. */
const LENGTH = 160;

/** Only this many code units of a text are examined. Splitting 20,000 Chinese characters into words takes 65 ms. */
export const MOST_EXAMINED = 20_000;

/** If no sentence begins near the marked words, the snippet begins this many code units before them. */
const LEAD = 40;

/** At most this many code units of punctuation before the first word and after the last belong to the snippet. */
const PUNCTUATION = 4;

/** A word with the texts between it and its neighbours. They are empty in scripts without spaces. */
type Word = StemmedToken & {
  readonly before: string;
  readonly after: string;
  /** Whether a sentence begins with the word. */
  readonly isFirst: boolean;
};

/** A word whose stem is looked for. */
type MarkedWord = Word & { readonly stem: string };

/** A part of a text, `[start, end)` in UTF-16 code units. */
type Part = { readonly start: number; readonly end: number };

/**
 * The part of a text that has the most of the given stems, and the ranges of its words that have them. It is about 160
 * code units long and consists of whole words. It begins with a sentence if one begins near enough, otherwise with an
 * ellipsis.
 *
 * @param stems the stems to look for
 * @param typed the stems that the user typed. The part has as many of these as possible. Only between parts with
 * equally many do the other stems decide
 * @param whole the text
 * @param mostExamined how many code units of the text are examined, from its beginning; at most {@link MOST_EXAMINED}
 * @returns `undefined` if the examined text has none of the stems
 */
export function snippetOf(
  whole: string,
  stems: ReadonlySet<string>,
  typed: ReadonlySet<string>,
  mostExamined = MOST_EXAMINED,
): Snippet | undefined {
  const text = whole.slice(0, mostExamined);
  const words = wordsOf(text);
  const marked = words.filter(
    (word): word is MarkedWord => word.stem !== undefined && stems.has(word.stem) && word.end - word.start <= LENGTH,
  );
  if (marked.length === 0) return undefined;
  const found = densestPart(marked, typed);
  const first = firstWord(words, found, text.length);
  const end = Math.max(found.end, endOf(words, found, first.start));
  return cut(text, withPunctuation(text, { start: first.start, end }), marked, first.isFirst);
}

function wordsOf(text: string): Word[] {
  const tokens = stemTokens(text);
  return tokens.map((token, i) => {
    const [previous, next] = [tokens[i - 1], tokens[i + 1]];
    const before = previous ? text.slice(previous.end, token.start) : '';
    const after = next ? text.slice(token.end, next.start) : '';
    return { ...token, before, after, isFirst: !previous || startsSentence(text, previous, before, token) };
  });
}

const SENTENCE_END = /[.!?…]["'”’»)\]]*\s|[。！？]|\n/;
const LOWER_CASE = /^\p{Ll}/u;

/** Words such as "Dr." and initials do not end a sentence. */
function startsSentence(text: string, previous: StemmedToken, between: string, { start }: StemmedToken): boolean {
  if (!SENTENCE_END.test(between) || LOWER_CASE.test(text.slice(start, start + 2))) return false;
  return !between.startsWith('. ') || previous.end - previous.start > 2 || /\d/.test(previous.term);
}

/** The shortest part of at most {@link LENGTH} that has the most different stems. Of equal parts, it is the first. */
function densestPart(marked: readonly MarkedWord[], typed: ReadonlySet<string>): Part {
  // A typed stem counts more than all other stems together.
  const valueOf = (stem: string) => (typed.has(stem) ? marked.length + 1 : 1);
  const inside: MarkedWord[] = [];
  const counts = new Map<string, number>();
  const countOf = (stem: string) => counts.get(stem) ?? 0;
  let best = { start: 0, end: 0, value: 0 };
  let value = 0;
  for (const word of marked) {
    inside.push(word);
    counts.set(word.stem, countOf(word.stem) + 1);
    if (countOf(word.stem) === 1) value += valueOf(word.stem);
    let [first = word] = inside;
    while (word.end - first.start > LENGTH || countOf(first.stem) > 1) {
      counts.set(first.stem, countOf(first.stem) - 1);
      if (countOf(first.stem) === 0) value -= valueOf(first.stem);
      inside.shift();
      [first = word] = inside;
    }
    const isShorter = word.end - first.start < best.end - best.start;
    if (value > best.value || (value === best.value && isShorter)) best = { start: first.start, end: word.end, value };
  }
  return best;
}

/** The word with which the snippet begins. The snippet must contain the given part of the text. */
function firstWord(words: readonly Word[], { start, end }: Part, textLength: number): Pick<Word, 'start' | 'isFirst'> {
  const possible = words.filter((word) => word.start <= start && word.start >= end - LENGTH);
  const sentences = possible.filter(({ isFirst }) => isFirst);
  // At the end of the text there is room for several sentences.
  const sentence = sentences.find((word) => word.start >= textLength - LENGTH) ?? sentences.at(-1);
  if (sentence) return sentence;
  const near = possible.filter((word) => word.start >= Math.min(start - LEAD, textLength - LENGTH));
  return near.find(({ before }) => mayBeCut(before)) ?? near[0] ?? { start, isFirst: false };
}

/** The end of the last word that fits into the snippet. */
function endOf(words: readonly Word[], found: Part, start: number): number {
  const possible = words.filter(({ end }) => end >= found.end && end <= start + LENGTH);
  return (possible.findLast(({ after }) => mayBeCut(after)) ?? possible.at(-1))?.end ?? 0;
}

/** Whether a text may be cut between two words. It may not be cut inside "well-known". */
function mayBeCut(between: string): boolean {
  return between === '' || /\s/.test(between);
}

/** The part, extended by the quotation marks, brackets and full stops at its ends, and to whole characters. */
function withPunctuation(text: string, { start, end }: Part): Part {
  const before = text.slice(Math.max(0, start - PUNCTUATION), start);
  const after = text.slice(end, end + PUNCTUATION);
  // eslint-disable-next-line regexp/no-super-linear-move -- the text has at most PUNCTUATION characters
  const from = start - (/[^\s\p{L}\p{N}\p{M}]*$/u.exec(before)?.[0].length ?? 0);
  const to = end + (/^[^\s\p{L}\p{N}\p{M}]*/u.exec(after)?.[0].length ?? 0);
  const [whole = [from, to]] = extendToGraphemes(text, [[from, to]]);
  return { start: whole[0], end: whole[1] };
}

function cut(text: string, { start, end }: Part, marked: readonly MarkedWord[], isSentence: boolean): Snippet {
  const shown = text.slice(start, end);
  const opening = isSentence ? '' : '…';
  const closing = text.slice(end).trim() === '' ? '' : /[\p{L}\p{N}\p{M}]$/u.test(shown) ? '…' : ' …';
  const inside = marked.filter((word) => word.start >= start && word.end <= end);
  const whole = extendToGraphemes(
    text,
    inside.map((word) => [word.start, word.end]),
  );
  const toSnippet = (at: number) => at - start + opening.length;
  return {
    text: opening + shown + closing,
    ranges: joined(whole).map(([from, to]) => [toSnippet(from), toSnippet(to)]),
  };
}

/** The ranges in order. Ranges that touch are joined, because words of scripts without spaces overlap. */
function joined(ranges: readonly TextRange[]): TextRange[] {
  const result: TextRange[] = [];
  for (const [start, end] of ranges) {
    const last = result.at(-1);
    if (last && start <= last[1]) result[result.length - 1] = [last[0], Math.max(last[1], end)];
    else result.push([start, end]);
  }
  return result;
}
