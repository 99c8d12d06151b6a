import { expect, test } from '@jest/globals';
import { DICTIONARIES, dictionariesOf, recordOf } from '../columns/fields.ts';
import type { Segment } from '../store/segment.ts';
import { mayBeginFact, NOWHERE, wordSpans } from './spans.ts';

test.each(['all', 'title'] as const)(
  'in the scope %s, a word is looked up in the dictionaries of the scope',
  (scope) => {
    const terms = { size: 1, find: () => 0 };
    const segment = { words: recordOf(DICTIONARIES, () => ({ terms })) } as unknown as Segment;
    const spans = wordSpans(segment, { term: 'star', isUnfinished: false }, scope);
    expect(DICTIONARIES.filter((dictionary) => spans[dictionary] !== NOWHERE)).toEqual(dictionariesOf(scope));
  },
);

test.each([
  ['1', false],
  ['x', false],
  ['𠮷', false],
  ['19', false],
  ['x1', true],
  ['1x', true],
  ['co', true],
  ['198', true],
  ['1980', true],
])('an unfinished %s may begin a genre, a year or a decade: %s', (term, may) => {
  expect(mayBeginFact(term)).toBe(may);
});
