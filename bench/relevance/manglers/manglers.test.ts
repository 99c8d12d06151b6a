import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { seededRandom } from '../../../server/testing/random.ts';
import { editDistance } from '../../search/edit-distance.ts';
import * as numbers from './numbers.ts';
import * as spellings from './spellings.ts';
import * as typing from './typing.ts';
import * as words from './words.ts';

const always = () => 100;
const title = fc
  .array(
    fc.constantFrom(
      ...'The a Dead Poets’ Society Mr. Dr of and & 7 Seven II Wayne’s Amélie Spider-Man Deadpool'.split(' '),
    ),
    {
      minLength: 1,
      maxLength: 6,
    },
  )
  .map((parts) => parts.join(' '));
const seed = fc.nat();
const letters = (text: string) => Array.from(text.replaceAll(' ', '')).sort().join('');
const bag = (text: string) => text.split(' ').sort();

/** All results of a mangler for one title with different seeds. */
function outcomes(mangle: (random: () => number, title: string) => string | undefined, text: string): Set<string> {
  return new Set(Array.from({ length: 60 }, (_, seed) => mangle(seededRandom(seed), text) ?? ''));
}

describe('split words', () => {
  test.each([
    ['Deadpool', 'Dead pool'],
    ['The Birdcage', 'The Bird cage'],
    // Each part has three letters or more, so that "in visible" and "to get her" are not made.
    ['Inside', undefined],
    ['Spider-Man', undefined],
  ])('%s becomes %s', (given, expected) => {
    const known = new Set(['dead', 'pool', 'bird', 'cage', 'in', 'side', 'deadp', 'spi', 'der']);
    expect(words.splitWord(seededRandom(1), given, (word) => (known.has(word) ? 100 : 0))).toBe(expected);
  });

  test('are split between the most frequent parts', () => {
    const frequency = (word: string) => ({ god: 90, father: 80, godfat: 100, her: 70 })[word] ?? 0;
    expect(words.splitWord(seededRandom(1), 'Godfather', frequency)).toBe('God father');
  });

  test('have one more space and the same letters', () => {
    fc.assert(
      fc.property(seed, title, (n, given) => {
        const chance = seededRandom(n);
        const made = words.splitWord(chance, given, always);
        if (made === undefined) return;
        expect(letters(made)).toBe(letters(given));
        expect(made.length).toBe(given.length + 1);
      }),
    );
  });
});

describe('joined words', () => {
  test('are two neighbouring words or all words', () => {
    expect(words.joinTwoWords(seededRandom(1), 'Star Wars')).toBe('StarWars');
    expect(words.joinTwoWords(seededRandom(1), 'Rocky 2')).toBeUndefined();
    expect(words.joinAllWords('La La Land')).toBe('LaLaLand');
    expect(words.joinAllWords('Jaws')).toBeUndefined();
  });

  test('have the same letters', () => {
    fc.assert(
      fc.property(seed, title, (n, given) => {
        const chance = seededRandom(n);
        for (const made of [words.joinTwoWords(chance, given), words.joinAllWords(given)]) {
          if (made !== undefined) expect(letters(made)).toBe(letters(given));
        }
      }),
    );
  });
});

describe('words in another number or order', () => {
  test('are swapped, forgotten or added', () => {
    expect(outcomes(words.swapWords, 'Dead Poets Society')).toEqual(
      new Set(['Poets Dead Society', 'Dead Society Poets']),
    );
    expect(outcomes(words.forgetWord, 'Dead Poets Society')).toEqual(
      new Set(['Dead Poets', 'Dead Society', 'Poets Society']),
    );
    expect(words.forgetWord(seededRandom(1), 'Star Wars')).toBeUndefined();
    expect(outcomes(words.addWord, 'Jaws')).toContain('watch Jaws');
    expect(outcomes(words.addWord, 'Jaws')).toContain('Jaws trailer');
  });

  test('differ from the title only in that way', () => {
    fc.assert(
      fc.property(seed, title, (n, given) => {
        const chance = seededRandom(n);
        const swapped = words.swapWords(chance, given);
        if (swapped !== undefined) {
          expect(bag(swapped)).toEqual(bag(given));
          expect(swapped).not.toBe(given);
        }
        const forgotten = words.forgetWord(chance, given);
        if (forgotten !== undefined) expect(bag(forgotten)).toHaveLength(bag(given).length - 1);
        expect(words.addWord(chance, given)).toContain(given);
      }),
    );
  });
});

describe('numbers', () => {
  test.each([
    [numbers.digitsAsWords, 'Spider-Man 3', ['Spider-Man three']],
    [numbers.digitsAsWords, '21 Jump Street', ['twenty one Jump Street']],
    [numbers.digitsAsWords, '101 Dalmatians', ['one hundred one Dalmatians', 'one hundred and one Dalmatians']],
    // Years, parts of numbers and parts of words stay.
    [numbers.digitsAsWords, 'Blade Runner 2049', ['']],
    [numbers.digitsAsWords, '20,000 Leagues Under the Sea', ['']],
    [numbers.digitsAsWords, 'Apollo 13th', ['']],
    [numbers.wordsAsDigits, 'Nine to Five', ['9 to Five', 'Nine to 5']],
    [numbers.wordsAsDigits, 'Twenty-One Grams', ['21 Grams']],
    [numbers.wordsAsDigits, 'Nineteen Hundred', ['']],
    [numbers.wordsAsDigits, 'One Hundred Men and a Girl', ['100 Men and a Girl']],
    [numbers.wordsAsDigits, 'One Hundred and One Dalmatians', ['101 Dalmatians']],
    [numbers.wordsAsDigits, 'Sevenfold', ['']],
    [numbers.digitsAsRoman, 'Toy Story 3', ['Toy Story III']],
    [numbers.digitsAsRoman, '12 Angry Men', ['']],
  ])('%p changes %s to %j', (mangle, given, expected) => {
    expect([...outcomes(mangle, given)].sort()).toEqual(expected.toSorted());
  });

  test('in Roman numerals become digits or words, a single letter only after a title', () => {
    const isTitle = (text: string) => text.trim() === 'Rocky';
    const made = (given: string) => outcomes((chance, text) => numbers.romanAsNumber(chance, text, isTitle), given);
    expect(made('Rocky II')).toEqual(new Set(['Rocky 2', 'Rocky two']));
    expect(made('Rocky V')).toEqual(new Set(['Rocky 5', 'Rocky five']));
    expect(made('Malcolm X')).toEqual(new Set(['']));
    expect(made('IIII Nights')).toEqual(new Set(['']));
  });

  test('come back when digits become words and words become digits', () => {
    fc.assert(
      fc.property(seed, fc.integer({ min: 1, max: 999 }), (start, n) => {
        const chance = seededRandom(start);
        const spelt = numbers.digitsAsWords(chance, `Part ${String(n)}`) ?? '';
        expect(spelt).toMatch(/^Part [a-z ]+$/);
        expect(numbers.wordsAsDigits(chance, spelt)).toBe(`Part ${String(n)}`);
      }),
    );
  });
});

describe('spellings', () => {
  test.each([
    ['Dr. No', ['Doctor No']],
    ['Doctor Zhivago', ['Dr Zhivago', 'Dr. Zhivago']],
    ['Kramer vs. Kramer', ['Kramer versus Kramer']],
    ['Kill Bill: Volume 2', ['Kill Bill: Vol 2', 'Kill Bill: Vol. 2']],
    ['Drive', ['']],
  ])('the abbreviations of %s become %j', (given, expected) => {
    expect([...outcomes(spellings.otherAbbreviation, given)].sort()).toEqual(expected);
  });

  test.each([
    [spellings.dropPossessive, "Wayne's World", 'Wayne World'],
    [spellings.dropPossessive, 'Wayne’s World', 'Wayne World'],
    [spellings.dropPossessive, 'Jaws', undefined],
    [spellings.dropApostrophes, "Ocean's Eleven", 'Oceans Eleven'],
    [spellings.dropPunctuation, 'Mission: Impossible – Fallout', 'Mission Impossible Fallout'],
    [spellings.dropPunctuation, 'Face/Off', 'Face Off'],
    [spellings.dropPunctuation, 'Jaws', undefined],
    [spellings.dropHyphens, 'Spider-Man 3', 'SpiderMan 3'],
    [spellings.dropHyphens, 'Alien – Resurrection', undefined],
    [spellings.subtitle, 'Star Trek: The Motion Picture', 'The Motion Picture'],
    [spellings.subtitle, 'Alien 3: A', undefined],
    [spellings.otherAnd, 'Thelma & Louise', 'Thelma and Louise'],
    [spellings.otherAnd, 'Bonnie and Clyde', 'Bonnie & Clyde'],
    [spellings.otherAnd, 'Sand', undefined],
    [spellings.dropDiacritics, 'Amélie', 'Amelie'],
    [spellings.dropArticle, 'The Godfather', 'Godfather'],
    [spellings.dropArticle, 'Theodora', undefined],
    [spellings.wrongArticle, 'The Godfather', 'A Godfather'],
    [spellings.wrongArticle, 'A Star Is Born', 'The Star Is Born'],
    [spellings.wrongArticle, 'Jaws', 'The Jaws'],
    [spellings.articleLast, 'The Godfather', 'Godfather, The'],
    [spellings.articleLast, 'Jaws', undefined],
  ])('%p changes %s to %s', (mangle, given, expected) => {
    expect(mangle(given)).toBe(expected);
  });

  test('never return the title itself or nothing', () => {
    fc.assert(
      fc.property(title, (given) => {
        for (const mangle of Object.values(spellings)) {
          if (mangle === spellings.otherAbbreviation) continue;
          expect([given, '']).not.toContain((mangle as (title: string) => string | undefined)(given));
        }
      }),
    );
  });
});

describe('typing', () => {
  test('makes one or two typos', () => {
    fc.assert(
      fc.property(seed, (n) => {
        const chance = seededRandom(n);
        const one = typing.oneTypo(chance, 'Deadpool');
        if (one !== undefined) expect(editDistance('Deadpool', one, 3)).toBe(1);
        const two = typing.twoTypos(chance, 'Dead Poets Society');
        if (two !== undefined) expect(editDistance('Dead Poets Society', two, 3)).toBe(2);
      }),
    );
  });

  test('leaves the last word unfinished, with one typo', () => {
    fc.assert(
      fc.property(seed, (n) => {
        const typed = typing.typoInUnfinishedWord(seededRandom(n), 'The Casablanca');
        if (typed === undefined) return;
        const distances = [6, 7, 8].map((kept) => editDistance(`The ${'Casablanca'.slice(0, kept)}`, typed, 3));
        expect(distances).toContain(1);
      }),
    );
    expect(typing.typoInUnfinishedWord(seededRandom(1), 'Jaws')).toBeUndefined();
  });

  test('stops within the title', () => {
    expect(outcomes(typing.beginning, 'Star Wars')).toEqual(new Set(['Star', '', 'Star W', 'Star Wa', 'Star War']));
    expect(outcomes(typing.beginning, 'Jaws')).toEqual(new Set(['']));
  });
});
