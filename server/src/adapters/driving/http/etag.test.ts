import { describe, expect, test } from '@jest/globals';
import { expectedVersions, formatEtag, isUnchanged } from './etag.ts';

describe('If-Match', () => {
  test.each<[string, 'any' | number[]]>([
    ['"3"', [3]],
    ['W/"3"', [3]],
    [' "3" ', [3]],
    ['"a", "3", W/"2"', [3, 2]],
    ['"a,b" ,"3"', [3]],
    ['*', 'any'],
    ['"abc"', []],
    ['"0"', []],
    ['""', []],
  ])('reads %s as %j', (header, versions) => {
    expect(expectedVersions(header)).toEqual(versions);
  });

  test.each(['3', '"3', 'w/"3"', '', '"3" "4"', '"3",'])('refuses %j as malformed', (header) => {
    expect(() => expectedVersions(header)).toThrow(expect.objectContaining({ kind: 'bad-request' }));
  });

  test('is required', () => {
    expect(() => expectedVersions(undefined)).toThrow(expect.objectContaining({ kind: 'precondition-required' }));
  });
});

describe('If-None-Match', () => {
  test.each([
    [formatEtag(3), true],
    ['W/"3"', true],
    ['"2", W/"3"', true],
    ['"a,b", "3"', true],
    ['*', true],
    ['"2"', false],
    ['nonsense', false],
    [undefined, false],
  ])('with %s, a film at version 3 counts as unchanged: %s', (header, unchanged) => {
    expect(isUnchanged(header, formatEtag(3))).toBe(unchanged);
  });
});
