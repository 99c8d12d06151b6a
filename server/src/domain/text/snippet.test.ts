import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { anyCharacter } from '../../../testing/builders/any-character.ts';
import { snippetOf } from './snippet.ts';
import { stemsOf } from './stems.ts';

const JAWS =
  'Jaws is a 1975 American thriller film directed by Steven Spielberg, based on the 1974 novel by Peter Benchley. In ' +
  'the film, a giant man-eating great white shark attacks beachgoers at a summer resort town, prompting police chief ' +
  'Martin Brody (Roy Scheider) to hunt it with the help of a marine biologist (Richard Dreyfuss) and a professional ' +
  "shark hunter (Robert Shaw). Murray Hamilton plays the mayor, and Dr. Lorraine Gary portrays Brody's wife. The " +
  'screenplay is credited to Benchley, who wrote the first drafts, and actor-writer Carl Gottlieb, who rewrote the ' +
  'script during principal photography.';

/** The snippet with its marked words in brackets. */
function marked(text: string, words: string, typed = words): string | undefined {
  const snippet = snippetOf(text, new Set(stemsOf(words)), new Set(stemsOf(typed)));
  if (!snippet) return undefined;
  let result = '';
  let at = 0;
  for (const [start, end] of snippet.ranges) {
    result += `${snippet.text.slice(at, start)}[${snippet.text.slice(start, end)}]`;
    at = end;
  }
  return result + snippet.text.slice(at);
}

describe('a snippet', () => {
  test('is the whole text if that is short', () => {
    expect(marked('A shark eats swimmers.', 'shark swimmer')).toBe('A [shark] eats [swimmers].');
  });

  test('begins with the sentence that has the words, and ends with an ellipsis where the text was cut', () => {
    expect(marked(JAWS, 'beachgoer shark')).toBe(
      'In the film, a giant man-eating great white [shark] attacks [beachgoers] at a summer resort town, prompting ' +
        'police chief Martin Brody (Roy Scheider) to hunt it with…',
    );
  });

  test('begins with an ellipsis and some words before the marked ones, if their sentence begins too far away', () => {
    expect(marked(JAWS, 'marine biologist')).toBe(
      '…Scheider) to hunt it with the help of a [marine] [biologist] (Richard Dreyfuss) and a professional shark hunter ' +
        '(Robert Shaw). Murray Hamilton plays the mayor, and…',
    );
  });

  test('has all words, even if they are far apart', () => {
    expect(marked(JAWS, 'hunt biologist shark')).toMatch(/^….*\[hunt\] .* \[biologist\] .* \[shark\] .*…$/);
  });

  test('is filled up with the sentences before, if the words are at the end of the text', () => {
    expect(marked(JAWS, 'photography')).toBe(
      'The screenplay is credited to Benchley, who wrote the first drafts, and actor-writer Carl Gottlieb, who rewrote ' +
        'the script during principal [photography].',
    );
  });

  test('does not take "Dr." for the end of a sentence, and marks a possessive without its "\'s"', () => {
    expect(marked(JAWS, 'brody wife')).toMatch(
      /^Murray Hamilton .* Dr\. Lorraine Gary portrays \[Brody\]'s \[wife\]\./,
    );
  });

  test('prefers one typed word to any number of synonyms', () => {
    const text = `The coast, the sea and the fish. ${'Nothing happens here. '.repeat(20)}A shark came.`;
    expect(marked(text, 'shark coast sea fish', 'shark')).toMatch(/A \[shark\] came\.$/);
    expect(marked(text, 'shark coast sea fish')).toMatch(/^The \[coast\], the \[sea\] and the \[fish\]\./);
  });

  test('is the first of several equally good parts', () => {
    const text = `A shark came. ${'Nothing happens here. '.repeat(20)}A shark left.`;
    expect(marked(text, 'shark')).toMatch(/^A \[shark\] came\./);
  });

  test('marks words of scripts without spaces as one range', () => {
    expect(marked('千と千尋の神隠し', '神隠し')).toBe('千と千尋の[神隠し]');
  });

  test.each([
    ['', 'shark'],
    ['A film about the sea.', 'shark'],
    ['A film about the sea.', ''],
    ['A film about the sea.', 'about the'],
  ])('is absent if the text has none of the words: %j, %j', (text, words) => {
    expect(marked(text, words)).toBeUndefined();
  });

  test('is short even if the text has 20,000 characters, or a word that never ends', () => {
    const long = `${'The sea is calm. '.repeat(600)}A shark came. ${'Nobody knows why. '.repeat(500)}`.slice(0, 20_000);
    expect(marked(long, 'shark')).toMatch(/^The sea is calm\..*A \[shark\] came\.|^A \[shark\] came\..*…$/);
    expect(marked('shark'.repeat(4_000), 'shark')).toBeUndefined();
    expect(marked(`shark ${'x'.repeat(19_000)}`, 'shark')).toBe('[shark]…');
    expect(marked(`shark,${'x,'.repeat(9_000)}`, 'shark')?.length).toBeLessThan(180);
    expect(marked(`shark${'!'.repeat(9_000)}`, 'shark')).toBe('[shark]!!!! …');
  });
});

const WORDS = ['shark', 'Sharks', 'shark’s', 'SHARK', 'beach', 'beaches', 'sea', 'the', 'of', 'Dr', 'rock’n’roll'];
const ODD = [
  'Amélie',
  'e\u0301\u0301',
  '👩‍👩‍👧',
  '🦈',
  '1️⃣',
  '神隠し',
  '千と千尋',
  'ซื่อสัตย์',
  'क्‍ष',
  'ｓｈａｒｋ',
  '8½',
  '\u0301',
  '\ud83d',
];
const GAPS = [' ', ' ', ' ', '. ', '.', '-', ', ', ' (', ') ', '…', '\n', '', '”', '!!!!!! ', '\u200d'];
const anyText = fc
  .array(
    fc.tuple(
      fc.oneof(fc.constantFrom(...WORDS), fc.constantFrom(...ODD), fc.string({ unit: anyCharacter })),
      fc.constantFrom(...GAPS),
    ),
    {
      maxLength: 120,
    },
  )
  .map((parts) => parts.flat().join(''));
const stems = new Set(stemsOf('shark beach 神隠し amelie'));
const typed = new Set(stemsOf('beach'));
const graphemes = new Intl.Segmenter('en', { granularity: 'grapheme' });

test('whatever the text: the snippet is a part of it, cuts no character, and marks only words that have the stems', () => {
  fc.assert(
    fc.property(anyText, (text) => {
      const snippet = snippetOf(text, stems, typed);
      const all = new Set(stemsOf(text));
      if (!snippet) {
        expect([...stems].some((stem) => all.has(stem))).toBe(false);
        return;
      }
      const { text: shown, ranges } = snippet;
      const parts = [shown, shown.slice(1)].flatMap((one) => [one, one.replace(/…$/, ''), one.replace(/ …$/, '')]);
      expect(parts.some((one) => one !== '' && text.includes(one))).toBe(true);
      const boundaries = new Set([...graphemes.segment(shown)].map(({ index }) => index).concat(shown.length));
      expect(ranges.length).toBeGreaterThan(0);
      let before = -1;
      for (const [start, end] of ranges) {
        expect(start).toBeGreaterThan(before);
        expect(end).toBeGreaterThan(start);
        expect(end).toBeLessThanOrEqual(shown.length);
        expect(boundaries.has(start) && boundaries.has(end)).toBe(true);
        expect(stemsOf(shown.slice(start, end)).some((stem) => stems.has(stem))).toBe(true);
        before = end;
      }
    }),
    { seed: 17, numRuns: 200 },
  );
});

test('whatever the text: no other part of 160 code units has more of the stems', () => {
  const anyPlainText = fc
    .array(fc.constantFrom('shark', 'beach', 'boat', 'the', 'and', 'calm', 'calmly.', 'It'), { maxLength: 200 })
    .map((words) => words.join(' '));
  const looked = new Set(['shark', 'beach', 'boat']);
  fc.assert(
    fc.property(anyPlainText, (text) => {
      const snippet = snippetOf(text, looked, looked);
      const has = (part: string) => new Set(stemsOf(part).filter((stem) => looked.has(stem))).size;
      // The naive way: every part of 160 characters.
      const most = Math.max(...Array.from({ length: text.length + 1 }, (_, at) => has(wholeWords(text, at, at + 160))));
      expect(has(snippet?.text ?? '')).toBeGreaterThanOrEqual(most);
      expect(snippet?.text.length ?? 0).toBeLessThanOrEqual(160 + 4 + 2);
    }),
    { seed: 17, numRuns: 50 },
  );
});

/** The words that are completely inside a part of a text. */
function wholeWords(text: string, start: number, end: number): string {
  return [...text.matchAll(/\S+/g)]
    .filter((word) => word.index >= start && word.index + word[0].length <= end)
    .map(([word]) => word)
    .join(' ');
}

describe('the ends of a snippet', () => {
  const before = 'Nothing happens here. '.repeat(20);
  const after = ' Nothing happens there.'.repeat(20);

  test('have the quotation marks of their sentences', () => {
    expect(marked(`${before}“Sharks!” he cried.${after}`, 'shark')).toMatch(/^“\[Sharks\]!”/);
  });

  test('have no ellipsis if only spaces are left out', () => {
    expect(marked('A shark eats swimmers. ', 'shark')).toBe('A [shark] eats swimmers.');
  });

  test('are not inside "well-known"', () => {
    // 40 letters before the word and 160 after the start are inside the two words with a hyphen.
    const text = `${'so '.repeat(60)}well-known ${'to '.repeat(11)}shark ${'so '.repeat(39)}man-eating fish`;
    expect(marked(text, 'shark')).toMatch(/^…(?:to ){11}\[shark\](?: so){39}…$/);
  });
});

test('a snippet is made only of the beginning that is examined', () => {
  expect(snippetOf('It is a shark.', new Set(['shark']), new Set(['shark']), 8)).toBeUndefined();
  expect(snippetOf('It is a shark.', new Set(['shark']), new Set(['shark']), 13)?.text).toBe('It is a shark');
});
