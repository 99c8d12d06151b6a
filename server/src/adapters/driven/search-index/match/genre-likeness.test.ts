import { expect, test } from '@jest/globals';
import { likenessOf } from './genre-likeness.ts';

/** A `~` marks an unfinished word. */
const like = (text: string, genre: string) =>
  likenessOf(
    text.split(' ').map((word) => ({ term: word.replace('~', ''), isUnfinished: word.endsWith('~') })),
    genre.split(' '),
  );

test.each([
  ['comedy', 'comedy', { edits: 0, isExact: true, startsSo: true }],
  ['science fiction', 'science fiction', { edits: 0, isExact: true, startsSo: true }],
  ['science', 'science fiction', { edits: 0, isExact: false, startsSo: true }],
  ['sci fi', 'science fiction', { edits: 0, isExact: false, startsSo: true }],
  ['fiction science', 'science fiction', { edits: 0, isExact: false, startsSo: false }],
  ['fiction', 'science fiction', { edits: 0, isExact: false, startsSo: false }],
  ['comdey', 'comedy', { edits: 1, isExact: false, startsSo: false }],
  ['docmuentray', 'documentary', { edits: 2, isExact: false, startsSo: false }],
  ['comdey wsetern', 'comedy western', { edits: 2, isExact: false, startsSo: false }],
  ['docmuentray wsetern', 'documentary western', undefined],
  ['comedy western', 'western comedy', { edits: 0, isExact: false, startsSo: false }],
  ['war', 'waw', undefined],
  ['western', 'comedy', undefined],
  ['comedy western', 'comedy', undefined],
])('the likeness of %s to %s is %j', (text, genre, likeness) => {
  expect(like(text, genre)).toEqual(likeness);
});

test('the beginning of a word may have a typo only if the word is unfinished and long enough', () => {
  expect(like('documnet~', 'documentary')).toMatchObject({ edits: 2 });
  expect(like('docmu~', 'documentary')).toMatchObject({ edits: 2 });
  expect(like('doxcume~', 'documentary')).toMatchObject({ edits: 2 });
  expect(like('docmu', 'documentary')).toBeUndefined();
  expect(like('dcou~', 'documentary')).toBeUndefined();
  expect(like('xxcum~', 'documentary')).toBeUndefined();
});
