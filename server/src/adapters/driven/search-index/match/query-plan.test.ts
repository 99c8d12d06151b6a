import { describe, expect, test } from '@jest/globals';
import type { FilmQuery } from '../../../../domain/film-query.ts';
import { mayBeRespelt, planQuery, typedText, wordingsOf } from './query-plan.ts';

const QUERY: FilmQuery = { cast: [], genres: [], sort: 'relevance', limit: 1, facets: [] };

/** A `~` marks an unfinished word. */
const written = (words: readonly { readonly term: string; readonly isUnfinished: boolean }[]) =>
  words.map(({ term, isUnfinished }) => term + (isUnfinished ? '~' : '')).join(' ');

test.each([
  ['st', false],
  ['the', true],
  ['et al', true],
  ['10', true],
])('whether %s may be a whole title in another spelling: %s', (typed, may) => {
  expect(mayBeRespelt(typedText(typed, 'all').readings[0])).toBe(may);
});

test.each([
  ['tom hanks', ['tom hanks~']],
  ['b d wong', ['b d wong~', 'bd wong~']],
  ['wong b d', ['wong b d~', 'wong bd~']],
  // A word that comes twice is looked up once, and as a whole word.
  ['boutros boutros', ['boutros']],
])('the words of the person %s are looked up as %j', (name, wordings) => {
  expect(wordingsOf(name.split(' ')).map(written)).toEqual(wordings);
});

describe('the plan of a query', () => {
  test('is sorted by relevance only if the query has a text', () => {
    expect(planQuery(QUERY).sort).toBe('-year');
    expect(planQuery({ ...QUERY, q: 'jaws' }).sort).toBe('relevance');
    expect(planQuery({ ...QUERY, title: 'jaws' }).sort).toBe('relevance');
    expect(planQuery({ ...QUERY, q: 'jaws', sort: 'year' }).sort).toBe('year');
    expect(planQuery({ ...QUERY, sort: 'title' }).sort).toBe('title');
  });

  test('has the years that all filters leave', () => {
    expect(planQuery(QUERY)).toMatchObject({ yearFrom: -Infinity, yearTo: Infinity });
    expect(planQuery({ ...QUERY, year: 1975 })).toMatchObject({ yearFrom: 1975, yearTo: 1975 });
    expect(planQuery({ ...QUERY, year: 1975, yearFrom: 1970, yearTo: 1980 })).toMatchObject({
      ...{ yearFrom: 1975, yearTo: 1975 },
    });
    expect(planQuery({ ...QUERY, year: 1975, yearFrom: 1980 })).toMatchObject({ yearFrom: 1980, yearTo: 1975 });
  });

  test('is hopeless if a text or a name has no word', () => {
    expect(planQuery({ ...QUERY, q: 'jaws', title: 'jaws', cast: ['x'] }).isHopeless).toBe(false);
    expect(planQuery({ ...QUERY, q: ' ' }).isHopeless).toBe(true);
    expect(planQuery({ ...QUERY, q: 'jaws', title: ' ' }).isHopeless).toBe(true);
    expect(planQuery({ ...QUERY, cast: ['Tom Hanks', ' '] }).isHopeless).toBe(true);
  });

  test('ranks by q, and finds the title in the title, if a query has both', () => {
    const { text, titleWords } = planQuery({ ...QUERY, q: 'shark jaws', title: 'the jaws' });
    expect(text).toMatchObject({ typed: 'shark jaws', scope: 'all' });
    expect(written(titleWords)).toBe('jaws~');
    expect(planQuery({ ...QUERY, title: 'jaws' })).toMatchObject({ text: { scope: 'title' }, titleWords: [] });
  });

  test('takes no word of a title as optional', () => {
    const { text } = planQuery({ ...QUERY, title: 'the jaws movie 1975' });
    expect(text).toMatchObject({ optional: [], year: undefined, nameTerms: ['the', 'jaws', 'movie', '1975'] });
    expect(written(text?.words ?? [])).toBe('jaws movie 1975~');
    const { text: ofAll } = planQuery({ ...QUERY, q: 'the jaws movie 1975' });
    expect(written(ofAll?.words ?? [])).toBe('jaws');
    expect(ofAll?.nameTerms).toEqual(['the', 'jaws']);
  });

  test('is literal only if typos are refused', () => {
    expect(planQuery(QUERY).isLiteral).toBe(false);
    expect(planQuery({ ...QUERY, typos: true }).isLiteral).toBe(false);
    expect(planQuery({ ...QUERY, typos: false }).isLiteral).toBe(true);
  });
});
