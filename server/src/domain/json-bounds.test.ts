import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { FILM_BOUNDS, type JsonValue } from './film.ts';
import { findUnstorable } from './json-bounds.ts';

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

  test('allows nesting up to the limit and no deeper', () => {
    const nested = (depth: number): JsonValue => (depth === 0 ? 1 : [nested(depth - 1)]);
    expect(findUnstorable(nested(FILM_BOUNDS.depth))).toBeUndefined();
    expect(findUnstorable(nested(FILM_BOUNDS.depth + 1))).toMatchObject({ detail: 'is nested deeper than 8 levels' });
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
