import { expect, test } from '@jest/globals';
import type { FameFacts } from './film-facts.ts';
import { renownOfActors } from './renown.ts';

const film = (...cast: string[]): FameFacts => ({
  ...{ title: 'x', key: 'x', year: 2000, extract: '', picture: 'none', popularity: undefined },
  cast,
});

test('a film has the renown of the other films of its actors, and not its own', () => {
  expect(renownOfActors([film('Ann'), film('Ann', 'Bob'), film('Bob'), film('Carl')], [1, 2, 4, 8])).toEqual([
    2, 5, 2, 0,
  ]);
});

test('only the first five actors of a film count for it, but every actor of another film counts for them', () => {
  const crowd = film('a', 'b', 'c', 'd', 'e', 'f');
  expect(renownOfActors([crowd, film('e'), film('f')], [1, 2, 4])).toEqual([2, 1, 1]);
});

test('an actor who is named twice counts once', () => {
  expect(renownOfActors([film('Ann', 'Ann'), film('Ann')], [1, 2])).toEqual([2, 1]);
});

test('a film that shares several actors with another counts once for each', () => {
  expect(renownOfActors([film('Ann', 'Bob'), film('Bob', 'Ann')], [1, 2])).toEqual([4, 2]);
});

test('films of which nobody knows anything add nothing', () => {
  expect(renownOfActors([film('Ann'), film('Ann'), film()], [0, 0, 0])).toEqual([0, 0, 0]);
});

test('rounding makes no renown negative', () => {
  const renown = renownOfActors([film('Ann'), film('Ann'), film('Ann')], [0.1, 0.7, 0]);
  expect(Math.min(...renown)).toBeGreaterThanOrEqual(0);
  expect(renownOfActors([film('Ann')], [0.1])).toEqual([0]);
});
