import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FILM_BOUNDS, type JsonValue } from './film.ts';
import { countValues, describeBadLine, describeBadText, findNeverStorable, findUnstorable } from './json-bounds.ts';

describe('findUnstorable', () => {
  test.each<[string, JsonValue, string]>([
    ['a NUL', { a: ['x', 'a\u0000b'] }, '/a/1'],
    ['a lone surrogate', { a: '\ud800' }, '/a'],
    ['a lone surrogate in a name', { '\udc00': 1 }, '/\ufffd'],
    ['a number too far from zero', { a: { b: 1e200 } }, '/a/b'],
    ['a number too close to zero', [1e-200], '/0'],
    ['an integer that JavaScript cannot represent exactly', [1, -9007199254740992], '/1'],
    ['constructor', { a: { constructor: 'x' } }, '/a/constructor'],
    ['an empty name', { a: { '': 1 } }, '/a/'],
    ['__proto__', JSON.parse('{"a":{"__proto__":1}}') as JsonValue, '/a/__proto__'],
    ['a name with / and ~', { 'a/b~c': '\u0000' }, '/a~1b~0c'],
    ['a very long name', { ['n'.repeat(101)]: 1 }, `/${'n'.repeat(100)}`],
  ])('finds %s', (_name, value, pointer) => {
    expect(findUnstorable(value)).toMatchObject({ pointer });
  });

  test.each<[JsonValue, string]>([
    ['a\u0000b', 'contains a control character'],
    ['\ud800', 'half of a surrogate pair'],
    [1e200, 'is a number beyond 9007199254740991, or closer to zero than 1e-130'],
    [{ constructor: 'x' }, 'is a forbidden name'],
    [{ '': 1 }, 'has an empty name'],
    [{ ['n'.repeat(101)]: 1 }, 'has a name longer than 100 characters'],
    [{ 'a\u0000': 1 }, 'has a name with characters that are not allowed'],
  ])('says what is wrong with %j', (value, detail) => {
    expect(findUnstorable(value)?.detail).toContain(detail);
  });

  test('allows names of up to 100 characters', () => {
    expect(findUnstorable({ ['n'.repeat(100)]: 1 })).toBeUndefined();
  });

  test('allows nesting up to the limit and no deeper', () => {
    const nested = (depth: number): JsonValue => (depth === 0 ? [1, true, null, 'x'] : [nested(depth - 1)]);
    expect(findUnstorable(nested(FILM_BOUNDS.depth - 1))).toBeUndefined();
    expect(findUnstorable(nested(FILM_BOUNDS.depth))).toMatchObject({ detail: 'is nested deeper than 8 levels' });
  });

  test('counts the values of all levels', () => {
    expect([countValues('x'), countValues(null), countValues({ a: [1, {}], b: {} })]).toEqual([1, 1, 5]);
  });

  test('refuses 100,000 levels of nesting without overflowing the stack', () => {
    let nest: JsonValue = 1;
    for (let i = 0; i < 100_000; i += 1) nest = [nest];
    expect(findUnstorable(nest)).toBeDefined();
  });

  test('accepts ordinary JSON', () => {
    const text = fc.string({ unit: fc.constantFrom(...Array.from('aZ09 é漢😀\n\t"\\/')) });
    const name = fc.string({ unit: fc.constantFrom(...Array.from('aZ_-.#: é漢')), minLength: 1, maxLength: 50 });
    const { json } = fc.letrec<{ json: JsonValue }>((tie) => ({
      json: fc.oneof(
        { maxDepth: 6 },
        fc.oneof(text, fc.integer(), fc.constantFrom(0, -0, 1e-130, -0.1, 9007199254740991, true, false, null)),
        fc.array(tie('json'), { maxLength: 5 }),
        fc.dictionary(name, tie('json'), { maxKeys: 5 }),
      ),
    }));
    fc.assert(
      fc.property(json, (value) => {
        expect(findUnstorable(value)).toBeUndefined();
      }),
    );
  });
});

test('what earlier versions stored may have U+007F to U+009F, and no other control character', () => {
  expect(findNeverStorable({ a: ['\u007f', '\u009f'] })).toBeUndefined();
  expect(findUnstorable({ a: ['\u007f'] })).toMatchObject({ pointer: '/a/0' });
  expect(findNeverStorable({ a: ['x\u0000'] })).toMatchObject({ pointer: '/a/0' });
  expect(findNeverStorable('\u0000')).toMatchObject({ pointer: '' });
});

test.each<[string, string | undefined]>([
  ['Jaws', undefined],
  [' 七人の侍', undefined],
  ['', 'must have a visible character'],
  [' \u200b\u3164', 'must have a visible character'],
  ['Jaws\n2', 'tabs and line ends are not allowed here'],
  ['\tJaws', 'tabs and line ends are not allowed here'],
  ['Jaws\u0000', 'contains a control character'],
  ['Jaws \ud800', 'half of a surrogate pair'],
])('as one line, the text %j has the fault: %s', (text, fault) => {
  expect(describeBadLine(text)).toEqual(fault === undefined ? undefined : expect.stringContaining(fault));
});

test('a text of several lines may have tabs and line ends, and other control characters are named as such', () => {
  expect(describeBadText('Jaws\t2\r\n')).toBeUndefined();
  expect(describeBadLine('Jaws\u0000')).toBe(describeBadText('Jaws\u0000'));
});
