import { describe, expect, test } from '@jest/globals';
import { parseEnrichArgs } from './enrich-args.ts';

const parse = (line: string) => parseEnrichArgs(line.split(' '));

describe('the arguments of films:enrich', () => {
  test('name a data set and its files', () => {
    expect(parse('imdb-ratings a b')).toMatchObject({
      source: { kind: 'imdb-ratings', basics: 'a', ratings: 'b' },
      locations: ['a', 'b'],
      isReportPrinted: false,
    });
    expect(parse('imdb-ratings a b c')).toMatchObject({ source: { akas: 'c' } });
    expect(parse('cmu-plots a -')).toMatchObject({ source: { kind: 'cmu-plots', metadata: 'a', plots: '-' } });
  });

  test('map columns of any file', () => {
    expect(parse('file a.csv --map rating=imdbRating:number --match Name,Year --map a=b=tagline')).toMatchObject({
      source: {
        kind: 'file',
        file: 'a.csv',
        match: { title: 'Name', year: 'Year' },
        map: [
          { column: 'rating', attribute: 'imdbRating', type: 'number' },
          { column: 'a=b', attribute: 'tagline', type: 'text' },
        ],
      },
    });
    expect(parse('file a.csv --map x=y')).toMatchObject({ source: { match: { title: 'title', year: 'year' } } });
  });

  test('can ask for a report only at the end, so that no input file can be overwritten', () => {
    expect(parse('imdb-ratings a b --report')).toMatchObject({ isReportPrinted: true, report: undefined });
    expect(parse('imdb-ratings a b --report c')).toMatchObject({ locations: ['a', 'b'], report: 'c' });
    expect(parse('imdb-ratings --report=c a b')).toMatchObject({ locations: ['a', 'b'], report: 'c' });
    expect(() => parse('imdb-ratings --report a b c')).toThrow('must come last');
  });

  test.each([
    ['oscars a', 'Pass imdb-ratings and two or three files'],
    ['imdb-ratings a', 'Pass imdb-ratings and two or three files'],
    ['imdb-ratings a b c d', 'Pass imdb-ratings and two or three files'],
    ['cmu-plots a b c', 'cmu-plots and two files'],
    ['cmu-plots - -', 'Only one of the files can be -'],
    ['file a', 'at least one --map'],
    ['file a b --map x=y', 'file and one file'],
    ['file a --map x', 'must have the form COLUMN=ATTRIBUTE'],
    ['file a --map x=y:date', 'must be one of number, text, boolean, list'],
    ['file a --map x=title', 'title cannot be written'],
    ['file a --map x=directors:list', 'directors cannot be written: Marquee derives it'],
    ['file a --map x=y --map z=y', 'write the same attribute'],
    ['file a --map x=y --match title', '--match must name two columns'],
    ['cmu-plots a b --map x=y', 'only for: file'],
    ['file a --map x=y --sort', 'Unknown option'],
  ])('%s is refused', (line, message) => {
    expect(() => parse(line)).toThrow(message);
  });
});
