import { expect, test } from '@jest/globals';
import { TermLists, TermNumbers, termsOfMembers } from './term-lists.ts';

test('numbers words in the order in which they come, and sorts them by code unit', () => {
  const numbers = new TermNumbers();
  expect(['rocky', '\u{1f600}', 'rocky', '\uff21', 'alien'].map((term) => numbers.of(term))).toEqual([0, 1, 0, 2, 3]);
  expect(numbers.sorted()).toEqual({
    terms: ['alien', 'rocky', '\u{1f600}', '\uff21'],
    order: Uint32Array.of(3, 0, 1, 2),
  });
});

test('lists the films of each word, sorted by word, and each film once', () => {
  const films = new TermLists();
  for (const [film, title] of ['war war', 'alien', 'alien war'].entries()) {
    for (const term of title.split(' ')) films.add(term, film);
  }
  const sorted = films.sorted();
  expect(sorted).toEqual({
    terms: ['alien', 'war'],
    lists: { starts: Uint32Array.of(0, 2, 4), numbers: Uint32Array.of(1, 2, 0, 2) },
  });
  expect(termsOfMembers(sorted)).toEqual(['alien', 'alien', 'war', 'war']);
});

test('no words have no lists', () => {
  expect(new TermLists().sorted()).toEqual({
    terms: [],
    lists: { starts: Uint32Array.of(0), numbers: new Uint32Array(0) },
  });
});
