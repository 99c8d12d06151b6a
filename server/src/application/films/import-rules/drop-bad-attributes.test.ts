import { describe, expect, test } from '@jest/globals';
import { parseDroppingBad } from './drop-bad-attributes.ts';

function parse(value: unknown) {
  const dropped: string[] = [];
  const attributes = parseDroppingBad(value, (rule, attribute, before) => {
    expect(rule).toBe('bad-attribute');
    dropped.push(`${attribute}: ${before}`);
  });
  return { attributes, dropped };
}

const FILM = { title: 'Jaws', year: 1975 };
let deep: unknown = 1;
for (let i = 0; i < 10; i += 1) deep = { deep };

describe('an optional attribute that breaks a rule', () => {
  test.each([
    ['thumbnail', 'not a URL'],
    ['thumbnailWidth', -1],
    ['cast', 'Ann One'],
    ['genres', { Drama: true }],
    ['href', ''],
    ['extract', 7],
    ['note', 1e300],
    ['deep', deep],
    ['half', '\ud800'],
    ['a/b~c', '\u0001'],
  ])('%s is dropped, and the film is kept', (name, value) => {
    const { attributes, dropped } = parse({ ...FILM, [name]: value, kept: 'yes' });
    expect(attributes).toEqual({ ...FILM, kept: 'yes' });
    expect(dropped).toHaveLength(1);
    expect(dropped[0]?.startsWith(`${name}: `)).toBe(true);
  });

  test('loses only the bad entries if it is a list', () => {
    const cast = ['Ann One', 7, 'x'.repeat(201), 'Bo Two', null];
    expect(parse({ ...FILM, cast }).attributes).toEqual({ ...FILM, cast: ['Ann One', 'Bo Two'] });
  });

  test('does not hide other bad attributes', () => {
    const { attributes, dropped } = parse({ ...FILM, thumbnail: 1, href: 2, note: { a: '\u0000' }, genres: ['Drama'] });
    expect(attributes).toEqual({ ...FILM, genres: ['Drama'] });
    expect(dropped).toHaveLength(3);
  });
});

test.each([
  [{ title: '', year: 1975 }, '/title'],
  [{ title: 'Jaws', year: '1975' }, '/year'],
  [{ title: 'Jaws', thumbnail: 1 }, '/year'],
  [{ ...FILM, id: 'jaws' }, '/id'],
  [7, ''],
])('%j is not a film', (value, pointer) => {
  expect(() => parse(value)).toThrow(
    expect.objectContaining({ faults: expect.arrayContaining([expect.objectContaining({ pointer })]) as unknown }),
  );
});

test('a row of many bad parts takes a number of steps that grows with their number, and not with its square', () => {
  const PARTS = 300;
  let steps = 0;
  /** Counts how often somebody looks at the part. */
  const counted = () =>
    Object.defineProperty({}, 'a', {
      enumerable: true,
      get: () => {
        steps += 1;
        return 1;
      },
    });
  const good = Array.from({ length: PARTS }, counted);
  const bad = Array.from({ length: PARTS }, () => 1e300);
  const { attributes, dropped } = parse({ ...FILM, note: [...good, ...bad] });
  expect(attributes['note']).toHaveLength(PARTS);
  expect(dropped).toHaveLength(PARTS);
  expect(steps).toBeLessThan(10 * PARTS);
});

test('a value that is nested too deep to be written as text is dropped', () => {
  let nest: unknown = 1;
  for (let i = 0; i < 100_000; i += 1) nest = [nest];
  expect(parse({ ...FILM, note: { nest } })).toEqual({
    attributes: FILM,
    dropped: ['note: a value that is nested too deep'],
  });
});
