import { describe, expect, test } from '@jest/globals';
import { typedRanges } from './typed-ranges.ts';

const marked = (text: string, typed: string) => typedRanges(text, typed).map(([start, end]) => text.slice(start, end));

describe('the typed part of a suggestion', () => {
  test.each([
    ['Al Pacino', 'al pac', ['Al', 'Pac']],
    ['Amélie Poulain', 'AMEL', ['Amél']],
    ['Ame\u0301lie', 'amel', ['Ame\u0301l']],
    ['Spider-Man', 'spider man', ['Spider', 'Man']],
    ['1990s', '199', ['199']],
    ['Al Pacino', 'pacnio', []],
    ['Madonna', 'donna', []],
    ['🎬 Straße', 'stra', ['Stra']],
    ['Al Pacino', '', []],
  ])('of %s for %s is %j', (text, typed, expected) => {
    expect(marked(text, typed)).toEqual(expected);
  });
});
