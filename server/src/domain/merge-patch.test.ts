import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import type { JsonValue } from './film.ts';
import { mergePatch } from './merge-patch.ts';

describe('mergePatch', () => {
  // RFC 7396, appendix A.
  test.each<[JsonValue, JsonValue, JsonValue]>([
    [{ a: 'b' }, { a: 'c' }, { a: 'c' }],
    [{ a: 'b' }, { b: 'c' }, { a: 'b', b: 'c' }],
    [{ a: 'b' }, { a: null }, {}],
    [{ a: 'b', b: 'c' }, { a: null }, { b: 'c' }],
    [{ a: ['b'] }, { a: 'c' }, { a: 'c' }],
    [{ a: 'c' }, { a: ['b'] }, { a: ['b'] }],
    [{ a: { b: 'c' } }, { a: { b: 'd', c: null } }, { a: { b: 'd' } }],
    [{ a: [{ b: 'c' }] }, { a: [1] }, { a: [1] }],
    [
      ['a', 'b'],
      ['c', 'd'],
      ['c', 'd'],
    ],
    [{ a: 'b' }, ['c'], ['c']],
    [{ a: 'foo' }, null, null],
    [{ a: 'foo' }, 'bar', 'bar'],
    [{ e: null }, { a: 1 }, { e: null, a: 1 }],
    [[1, 2], { a: 'b', c: null }, { a: 'b' }],
    [{}, { a: { bb: { ccc: null } } }, { a: { bb: {} } }],
  ])('%j patched with %j is %j', (target, patch, result) => {
    expect(mergePatch(target, patch)).toEqual(result);
  });

  const object = fc.dictionary(
    fc.string(),
    fc.jsonValue().map((value) => value as JsonValue),
  );

  test('changes nothing for an empty patch, and is idempotent', () => {
    fc.assert(
      fc.property(object, object, (target, patch) => {
        expect(mergePatch(target, {})).toEqual(target);
        const once = mergePatch(target, patch);
        expect(mergePatch(once, patch)).toEqual(once);
      }),
    );
  });

  test('treats the key __proto__ like any other and does not pollute a prototype', () => {
    const merged = mergePatch({}, JSON.parse('{"__proto__":{"polluted":true}}') as JsonValue);
    expect(Object.keys(merged as object)).toEqual(['__proto__']);
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
  });
});
