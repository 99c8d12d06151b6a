import { describe, expect, test } from '@jest/globals';
import type { FilmQuery, FilmSearchResult } from './film-query.ts';
import {
  COUNTING_PERIOD_MS,
  FORGOTTEN_AFTER_MS,
  KEPT_FROM_REQUESTS,
  keptSearches,
  textToCount,
  withRequest,
} from './searches-without-results.ts';

const QUERY: FilmQuery = { q: 'Wombat', cast: [], genres: [], sort: 'relevance', limit: 20, facets: [] };
const EMPTY: FilmSearchResult = { items: [], highlights: [], total: 0, isPartial: false, facets: {} };

describe('textToCount', () => {
  test('folds the text of a search that found nothing', () => {
    expect(textToCount(QUERY, EMPTY)).toBe('wombat');
    expect(textToCount({ ...QUERY, q: '한글  É' }, EMPTY)).toBe('한글 e');
  });

  test('counts a search whose filters are absent or empty', () => {
    expect(textToCount({ ...QUERY, year: undefined, directors: [] }, EMPTY)).toBe('wombat');
  });

  test.each([
    ['finds films', {}, { total: 1 }],
    ['may lack films', {}, { isPartial: true }],
    ['is a later page', { cursor: 'x' }, {}],
    ['has a filter', { directors: ['Fritz Lang'] }, {}],
    ['has no text', { q: undefined }, {}],
    ['has only spaces', { q: ' \t' }, {}],
  ] as const)('does not count a search that %s', (_what, query, answer) => {
    expect(textToCount({ ...QUERY, ...query }, { ...EMPTY, ...answer })).toBeUndefined();
  });

  test('cuts a text that folding made long, and leaves no half of a character', () => {
    expect(textToCount({ ...QUERY, q: '\u3316'.repeat(40) }, EMPTY)).toHaveLength(200);
    expect(textToCount({ ...QUERY, q: `a${'𠮷'.repeat(100)}` }, EMPTY)?.isWellFormed()).toBe(true);
  });
});

describe('withRequest', () => {
  test('keeps the 50 texts with the most requests, and of equal ones the latest', () => {
    let list = keptSearches([], 0);
    for (let i = 1; i <= 60; i += 1) list = withRequest(list, `text ${String(i)}`, KEPT_FROM_REQUESTS, i);
    list = withRequest(list, 'text 20', KEPT_FROM_REQUESTS + 1, 61);
    expect(list).toHaveLength(50);
    expect(list.slice(0, 2)).toMatchObject([{ text: 'text 20', requests: 6 }, { text: 'text 60' }]);
    expect(list.at(-1)).toMatchObject({ text: 'text 11' });
  });

  test('sorts equal texts of the same time by code unit', () => {
    const list = ['b', 'a', 'c'].map((text) => ({ text, requests: KEPT_FROM_REQUESTS, lastAtMs: 1 }));
    expect(keptSearches(list, 1).map(({ text }) => text)).toEqual(['a', 'b', 'c']);
    expect(keptSearches(list.toReversed(), 1).map(({ text }) => text)).toEqual(['a', 'b', 'c']);
  });

  test('adds one request to a text that was counted at the start of the period', () => {
    const list = withRequest([], 'wombat', KEPT_FROM_REQUESTS, COUNTING_PERIOD_MS);
    expect(withRequest(list, 'wombat', KEPT_FROM_REQUESTS + 1, COUNTING_PERIOD_MS + 1)).toMatchObject([
      { requests: KEPT_FROM_REQUESTS + 1 },
    ]);
  });

  test('adds the requests of a later period to a text that it has, although the first of these writes is lost', () => {
    let list = withRequest([], 'wombat', KEPT_FROM_REQUESTS, 1);
    list = withRequest(list, 'wombat', KEPT_FROM_REQUESTS + 1, 2);
    expect(list).toMatchObject([{ requests: KEPT_FROM_REQUESTS + 1 }]);
    const later = (inPeriod: number, before: typeof list) =>
      withRequest(before, 'wombat', inPeriod, COUNTING_PERIOD_MS + inPeriod);
    const [first, second] = [KEPT_FROM_REQUESTS, KEPT_FROM_REQUESTS + 1];
    const total = KEPT_FROM_REQUESTS + 1 + second;
    expect(later(second, later(first, list))).toMatchObject([{ text: 'wombat', requests: total }]);
    expect(later(second, list)).toMatchObject([{ text: 'wombat', requests: total }]);
  });

  test('drops what is forgotten from the list that is stored, and does not count it again', () => {
    let list = withRequest([], 'wombat', 500, 0);
    list = withRequest(list, 'other', KEPT_FROM_REQUESTS, FORGOTTEN_AFTER_MS);
    expect(list).toMatchObject([{ text: 'other' }]);
    list = withRequest(
      [{ text: 'wombat', requests: 500, lastAtMs: 0 }],
      'wombat',
      KEPT_FROM_REQUESTS,
      FORGOTTEN_AFTER_MS,
    );
    expect(list).toMatchObject([{ requests: KEPT_FROM_REQUESTS }]);
  });

  test('counts a write once that the store carries out twice', () => {
    const list = withRequest([], 'wombat', KEPT_FROM_REQUESTS + 3, 1);
    expect(withRequest(list, 'wombat', KEPT_FROM_REQUESTS + 3, 1)).toEqual(list);
  });
});
