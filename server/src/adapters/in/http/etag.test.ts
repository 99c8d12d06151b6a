import { describe, expect, test } from '@jest/globals';
import { expectedVersion, formatEtag, isUnchanged } from './etag.ts';

describe('If-Match', () => {
  test.each([
    ['"3"', 3],
    ['W/"3"', 3],
    [' "3" ', 3],
    ['"a", "3"', 3],
    ['*', 'any'],
    ['"abc"', -1],
    ['"0"', -1],
    ['""', -1],
  ])('%s expects version %s', (header, version) => {
    expect(expectedVersion(header)).toBe(version);
  });

  test.each(['3', '"3', 'w/"3"', '', '"3" "4"', '"3",'])('%j cannot be read', (header) => {
    expect(() => expectedVersion(header)).toThrow(expect.objectContaining({ kind: 'bad-request' }));
  });

  test('is required', () => {
    expect(() => expectedVersion(undefined)).toThrow(expect.objectContaining({ kind: 'precondition-required' }));
  });
});

describe('If-None-Match', () => {
  test.each([
    [formatEtag(3), true],
    ['W/"3"', true],
    ['"2", W/"3"', true],
    ['*', true],
    ['"2"', false],
    ['nonsense', false],
    [undefined, false],
  ])('%s: unchanged is %s at version 3', (header, unchanged) => {
    expect(isUnchanged(header, 3)).toBe(unchanged);
  });
});
