import { describe, expect, test } from '@jest/globals';
import { releaseDate } from './release-date.ts';

describe('a release date', () => {
  test.each(['1957-03-09', '2000-02-29', '1888-10-14', '2100-12-31'])('may be %s', (text) => {
    expect(releaseDate(text)).toBe(text);
  });

  test.each([
    '1957-02-30',
    '1900-02-29',
    '1957-13-01',
    '1957-00-10',
    '1957-03-00',
    '0000-00-00',
    '0001-01-01',
    '9999-12-31',
    '1957-3-9',
    '',
  ])('cannot be %j', (text) => {
    expect(releaseDate(text)).toBeUndefined();
  });
});
