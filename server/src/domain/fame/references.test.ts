import { describe, expect, test } from '@jest/globals';
import type { FilmAttributes } from '../film.ts';
import { titleKey } from '../text/fold-text.ts';
import { fameFacts } from './film-facts.ts';
import { countReferences } from './references.ts';

const ORIGINAL = { title: 'Footloose', year: 1984 };
const LATER = { title: 'Dance', year: 1995 };

/** The points of the first of these films, in a catalogue of these films. */
function pointsOf(...films: readonly FilmAttributes[]): number {
  const facts = films.map((film) => fameFacts(film, titleKey(film.title)));
  const { points } = countReferences(facts);
  const [first] = facts;
  return (first && points.get(first)) ?? 0;
}

describe('references to a film', () => {
  test.each([
    ['It is a sequel to Footloose (1984).', 2],
    ['It was inspired by the 1984 musical film "Footloose".', 2],
    ['It is a parody of the film Footloose.', 1],
    ['Ann Lee, a star of the 1985 film Footloose, dances.', 0],
    ['Footloose teenagers dance. They are Footloose.', 0],
    ['It is a footloose film.', 0],
    ['It is a remake of Footloose Forever.', 0],
    ['It is a remake of the film Being Footloose.', 0],
    ['She is known for Footloose (1984).', 2],
    ['She is known for the musical Being Footloose (1984).', 2],
    ['It is a sequel to Footloose (her first film).', 1],
    ['It is a sequel to “Footloose”.', 1],
    ['It is a remake of the classic, Footloose.', 1],
    ['It is the film adaptation Footloose.', 1],
    ['It is a remake of the 1984 Footloose.', 1],
    ['It is a remake of the 1980 Footloose.', 1],
    ['It is a remake of the 1989 Footloose.', 1],
    ['They come from Footloose.', 0],
  ])('in the synopsis "%s" count %d', (extract, points) => {
    expect(pointsOf(ORIGINAL, { ...LATER, extract })).toBe(points);
  });

  test('in the synopsis of a remake count, even if it gives only the year and not the title', () => {
    const extract = 'Footloose is a 2011 film. It is a remake of the 1984 film.';
    expect(pointsOf(ORIGINAL, { title: 'Footloose', year: 2011, extract })).toBe(1);
    expect(pointsOf({ ...ORIGINAL, year: 1990 }, { title: 'Footloose', year: 2011, extract })).toBe(0);
  });

  test('do not count if more than 100 films have the title', () => {
    const namesakes = (count: number) => Array.from({ length: count }, (_, i) => ({ ...ORIGINAL, year: 1_890 + i }));
    const extract = 'It is a sequel to Footloose (1890).';
    expect(pointsOf(...namesakes(100), { ...LATER, extract })).toBe(2);
    expect(pointsOf(...namesakes(101), { ...LATER, extract })).toBe(0);
  });

  test('by title alone count little, however many there are, because the words may mean something else', () => {
    const extract = 'They live in New York.';
    const town = { title: 'New York', year: 1927 };
    expect(pointsOf(town, { ...LATER, extract })).toBeCloseTo(0.2);
    const many = Array.from({ length: 20 }, (_, i) => ({ title: `Dance ${String(i)} more`, year: 1995, extract }));
    expect(pointsOf(town, ...many)).toBe(1);
  });

  test.each([
    ['They come from New York.', 0.2],
    ['They live in Old New York.', 0],
    ['They live in New York City.', 0],
    ['It is a sequel to the film New York.', 1],
  ])('by a title of two words in the synopsis "%s" count %d', (extract, points) => {
    expect(pointsOf({ title: 'New York', year: 1927 }, { ...LATER, extract })).toBeCloseTo(points);
  });

  test('by a title of three words count, because it is not a part of a longer name', () => {
    const fever = { title: 'Saturday Night Fever', year: 1977 };
    expect(pointsOf(fever, { ...LATER, extract: 'They watch Disco Saturday Night Fever.' })).toBeCloseTo(0.2);
  });

  test('count if the film was released up to three years after the film that mentions it', () => {
    const extract = 'It is a parody of the film Footloose.';
    expect(pointsOf(ORIGINAL, { title: 'Dance', year: 1981, extract })).toBe(1);
    expect(pointsOf(ORIGINAL, { title: 'Dance', year: 1980, extract })).toBe(0);
  });

  test('without a year give equal shares of the points to the films of this title that existed by then', () => {
    const mention = { ...LATER, extract: 'It is a parody of the film Footloose.' };
    expect(pointsOf(ORIGINAL, { title: 'Footloose', year: 1990 }, { title: 'Footloose', year: 2011 }, mention)).toBe(
      0.5,
    );
  });

  test.each(['Footloose 2', 'Footloose II', 'Footloose: The Return', 'Footloose Part III: Again'])(
    'include the title of its sequel "%s"',
    (title) => {
      expect(pointsOf(ORIGINAL, { title, year: 1987 })).toBe(1);
      expect(pointsOf(ORIGINAL, { title, year: 1980 })).toBe(0);
      expect(pointsOf(ORIGINAL, { title: 'Footloose', year: 1986 }, { title, year: 1987 })).toBe(0);
    },
  );

  test('by a sequel go to the latest film before it, at most 40 years before', () => {
    expect(pointsOf(ORIGINAL, { title: 'Footloose II', year: 2024 })).toBe(1);
    expect(pointsOf(ORIGINAL, { title: 'Footloose II', year: 2025 })).toBe(0);
    expect(pointsOf(ORIGINAL, { title: 'Footloose II', year: 1984 })).toBe(0);
    expect(pointsOf({ title: 'Footloose', year: 1986 }, ORIGINAL, { title: 'Footloose II', year: 1987 })).toBe(1);
  });

  test('never come from the film itself', () => {
    expect(
      pointsOf({ ...ORIGINAL, extract: 'The 1984 film Footloose is a film. See the film Footloose (1984).' }),
    ).toBe(0);
  });

  test('to a title that is a number count only with its year', () => {
    const number = { title: '1984', year: 1956 };
    expect(pointsOf(number, { ...LATER, extract: 'It is a remake of the film 1984.' })).toBe(0);
    expect(pointsOf(number, { ...LATER, extract: 'It is a remake of 1984 (1956).' })).toBe(2);
  });
});

test.each([
  [{ title: 'Footloose II', year: 1987 }, 'sequel'],
  [{ title: 'Dance', year: 1987, extract: 'It is a sequel to Footloose.' }, 'sequel'],
  [{ title: 'Footloose', year: 2011, extract: 'It is a remake of the 1984 film.' }, 'remake'],
  [{ title: 'Footloose', year: 2011, extract: 'It is not the 1984 film.' }, 'neither'],
  [{ title: 'Footloose', year: 1970, extract: 'A remake was made in 1984.' }, 'neither'],
])('the film %j is a sequel, a remake or neither: %s', (film, expected) => {
  const facts = [ORIGINAL, film].map((each) => fameFacts(each, titleKey(each.title)));
  const { remakes, sequels } = countReferences(facts);
  const later = facts.filter((each) => each.year === film.year);
  expect(later.filter((each) => sequels.has(each))).toHaveLength(expected === 'sequel' ? 1 : 0);
  expect(later.filter((each) => remakes.has(each))).toHaveLength(expected === 'remake' ? 1 : 0);
  expect(remakes.size + sequels.size).toBe(expected === 'neither' ? 0 : 1);
});
