import { describe, expect, test } from '@jest/globals';
import {
  checkAttributes,
  DECLARATION_BOUNDS,
  declarationText,
  describeRefusal,
  readDeclarations,
  valuesOfAttribute,
  type AttributeUse,
} from './declared-attributes.ts';
import type { FilmQuery } from './film-query.ts';
import type { JsonValue } from './film.ts';

describe('declarations', () => {
  test('are sorted by name, so that their order does not matter; filter is the default use', () => {
    const declared = readDeclarations([
      { name: 'studio', type: 'keyword', filter: false, facet: true },
      { name: 'rating', type: 'number', sort: true },
    ]);
    expect(declared).toEqual([
      { name: 'rating', type: 'number', filter: true, sort: true, facet: false },
      { name: 'studio', type: 'keyword', filter: false, sort: false, facet: true },
    ]);
    expect(declarationText(declared)).toBe('[["rating","number"],["studio","keyword"]]');
  });

  test.each<[unknown, string]>([
    [{ name: 'x', type: 'number' }, 'must be a list of declarations'],
    [['rating'], 'declaration 1: must be an object'],
    [[null], 'declaration 1: must be an object'],
    [[['name', 'rating']], 'declaration 1: must be an object'],
    [[{ type: 'number' }], 'declaration 1: name must be 1 to 40 of the characters'],
    [[{ name: '9lives', type: 'number' }], 'begin with a letter'],
    [[{ name: 'a,b', type: 'number' }], 'declaration 1: name must be'],
    [[{ name: 'x'.repeat(41), type: 'number' }], 'declaration 1: name must be'],
    [[{ name: 'title', type: 'text' }], 'declaration 1: name "title" is reserved'],
    [[{ name: 'x', type: 'date' }], 'declaration 1: type must be number, text, keyword, boolean'],
    [[{ name: 'x', type: 'toString' }], 'declaration 1: type must be'],
    [[{ name: 'x', type: ['number'] }], 'declaration 1: type must be'],
    [[{ name: 'x', type: 'number', sorted: true }], '"sorted" is not a part of a declaration'],
    [[{ name: 'x', type: 'number', sort: 'yes' }], 'sort must be true or false'],
    [[{ name: 'x', type: 'number', facet: true }], 'facet is not possible for the type number'],
    [[{ name: 'x', type: 'text', sort: true }], 'sort is not possible for the type text'],
    [[{ name: 'x', type: 'number', filter: false }], 'one of filter, sort and facet must be true'],
    [
      [
        { name: 'x', type: 'number' },
        { name: 'x', type: 'text' },
      ],
      '"x" is declared twice',
    ],
    [
      Array.from({ length: DECLARATION_BOUNDS.attributes + 1 }, (_, i) => ({ name: `x${String(i)}`, type: 'text' })),
      'has more than 20 declarations',
    ],
  ])('%j is refused', (value, message) => {
    expect(() => readDeclarations(value)).toThrow(message);
  });

  test('may be as many as the bound says, in any order', () => {
    const names = Array.from({ length: DECLARATION_BOUNDS.attributes }, (_, i) => `x${String(i).padStart(2, '0')}`);
    const shuffled = [...names.slice(7), ...names.slice(0, 7).reverse()];
    const declared = readDeclarations(shuffled.map((name) => ({ name, type: 'text' })));
    expect(declared.map(({ name }) => name)).toEqual(names);
  });

  test('that are refused are an invalid document with a code of its own', () => {
    expect(() => readDeclarations(undefined)).toThrow(
      expect.objectContaining({
        kind: 'invalid',
        code: 'invalid-declaration',
        message: 'must be a list of declarations',
      }),
    );
  });

  test('every fault is named', () => {
    expect(() => readDeclarations([{ name: '', type: 'x' }, 7])).toThrow(
      /^declaration 1: name must be .*; declaration 1: type must be .*; declaration 2: must be an object$/,
    );
  });
});

test.each<[string, JsonValue, readonly (string | number)[]]>([
  ['number', 8.5, [8.5]],
  ['number', [1, '2', 3], [1, 3]],
  ['number', '8.5', []],
  ['keyword', ['Pixar', '', ' ', 5, 'x'.repeat(200), 'x'.repeat(201)], ['Pixar', 'x'.repeat(200)]],
  ['text', 'x'.repeat(201), ['x'.repeat(201)]],
  ['boolean', [true, 'true', false], ['true', 'false']],
  ['keyword', null, []],
  ['keyword', { a: 'b' }, []],
  ['keyword', [['Pixar']], []],
])('an attribute of the type %s that is %j has the values %j', (type, value, expected) => {
  const declared = readDeclarations([{ name: 'x', type }]);
  const film = { title: 'T', year: 2000, x: value };
  expect(declared.map((attribute) => valuesOfAttribute(film, attribute))).toEqual([expected]);
});

test('an attribute is not looked up in the prototype of objects', () => {
  const declared = readDeclarations([{ name: 'toString', type: 'text' }]);
  expect(declared.map((attribute) => valuesOfAttribute({ title: 'T', year: 2000 }, attribute))).toEqual([[]]);
});

const DECLARED = readDeclarations([
  { name: 'rating', type: 'number', sort: true },
  { name: 'score', type: 'number' },
  { name: 'studio', type: 'keyword', filter: false, facet: true },
  { name: 'tagline', type: 'text' },
]);

const QUERY: FilmQuery = { cast: [], genres: [], sort: 'relevance', limit: 20, facets: [] };

describe('a query may use an attribute', () => {
  test.each<[string, Partial<FilmQuery>]>([
    ['by a range of numbers', { attributes: [{ name: 'rating', from: 8 }] }],
    ['by a text', { attributes: [{ name: 'tagline', value: 'terror' }] }],
    ['to sort by it', { sort: '-attr.rating' }],
    ['to count its values', { facets: ['genre', 'attr.studio'] }],
    ['or none', { sort: 'year', facets: ['genre'] }],
  ])('%s, if it is declared for that', (_what, query) => {
    expect(() => {
      checkAttributes(DECLARED, { ...QUERY, ...query });
    }).not.toThrow();
  });

  test.each<[Partial<FilmQuery>, string, string]>([
    [{ attributes: [{ name: 'rating', value: '8' }] }, 'attr.rating', 'needs a range'],
    [{ attributes: [{ name: 'tagline', from: 8 }] }, 'attr.tagline', 'needs a value'],
    [{ attributes: [{ name: 'studio', value: 'Pixar' }] }, 'attr.studio', 'needs "filter": true in the declaration'],
    [{ attributes: [{ name: 'country', value: 'fr' }] }, 'attr.country', 'needs a declaration'],
    [{ sort: 'attr.score' }, 'sort', 'needs "sort": true in the declaration of the attribute "score"'],
    [{ sort: '-attr.tagline' }, 'sort', 'the type text allows only filter'],
    [{ facets: ['genre', 'attr.rating'] }, 'facets', 'the type number allows only filter and sort'],
  ])('but the query %j is refused, with the name of the parameter %s', (query, parameter, detail) => {
    expect(() => {
      checkAttributes(DECLARED, { ...QUERY, ...query });
    }).toThrow(
      expect.objectContaining({
        kind: 'bad-request',
        faults: [{ parameter, detail: expect.stringContaining(detail) }],
      }),
    );
  });
});

test.each<[string, AttributeUse, string]>([
  ['title', 'filter', 'names "title", which cannot be declared'],
  ['9lives', 'filter', 'names an attribute that cannot be declared: a name must be 1 to 40 of the characters'],
  [
    'country',
    'facet',
    'needs a declaration of the attribute "country". Add {"name": "country", "type": "...", "facet": true} to the ' +
      'setting MARQUEE_ATTRIBUTES, or to the attributes of the deployed environment. The type is number, text, keyword, ' +
      'boolean',
  ],
])('the operator can read why queries may not use the attribute "%s" to %s, and what to change', (name, use, text) => {
  expect(describeRefusal(DECLARED, name, use)).toContain(text);
});
