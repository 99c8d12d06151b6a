import { expect, test } from '@jest/globals';
import { canonicalJson } from './canonical-json.ts';
import type { JsonValue } from './film.ts';

test('ignores the order of property names at any depth, and keeps the order of list entries', () => {
  const text = canonicalJson({ title: 'Jaws', year: 1975, more: { b: [1, 2], a: null } });
  expect(text).toBe('{"more":{"a":null,"b":[1,2]},"title":"Jaws","year":1975}');
  expect(canonicalJson({ more: { a: null, b: [1, 2] }, year: 1975, title: 'Jaws' })).toBe(text);
  expect(canonicalJson({ more: { a: null, b: [2, 1] }, year: 1975, title: 'Jaws' })).not.toBe(text);
});

test('keeps a property with the name of the prototype', () => {
  expect(canonicalJson(JSON.parse('{"b":1,"__proto__":{"a":2}}') as JsonValue)).toBe('{"__proto__":{"a":2},"b":1}');
});

test('sorts the property names of the documents in a list', () => {
  expect(canonicalJson([{ b: 1, a: [{ d: 2, c: 3 }] }])).toBe('[{"a":[{"c":3,"d":2}],"b":1}]');
});
