import { beforeEach, describe, expect, test } from '@jest/globals';
import { FakeClock } from '../../../testing/clocks/fake-clock.ts';
import { RecordingObserver } from '../../../testing/recording-observer.ts';
import type { FilmQuery, FilmSearchResult } from '../../domain/film-query.ts';
import { CountEmptySearches } from './count-empty-searches.ts';

const QUERY: FilmQuery = { cast: [], genres: [], sort: 'relevance', limit: 20, facets: [] };
const NOTHING = { total: 0, isPartial: false } as FilmSearchResult;
const SOMETHING = { total: 1, isPartial: false } as FilmSearchResult;

let clock: FakeClock;
let counted: [text: string, atMs: number][];
let counting: CountEmptySearches;

beforeEach(() => {
  clock = new FakeClock();
  counted = [];
  const add = (text: string, atMs: number) => Promise.resolve(void counted.push([text, atMs]));
  counting = new CountEmptySearches({ add }, clock, new RecordingObserver());
});

async function search(q: string, pauseMs: number, answer = NOTHING): Promise<number> {
  clock.advance(pauseMs);
  await counting.execute({ ...QUERY, q }, answer);
  return clock.nowMs();
}

const texts = () => counted.map(([text]) => text);

describe('CountEmptySearches', () => {
  test('counts a text at the time of its search, when another search comes', async () => {
    const atMs = await search('lost', 5_000);
    expect(counted).toEqual([]);
    await search('godfather', 500, SOMETHING);
    expect(counted).toEqual([['lost', atMs]]);
  });

  test('counts neither the steps of typing nor those of deleting', async () => {
    for (const text of ['xy', 'xyz', 'xyzz', 'xyz', 'xyza']) await search(text, 200);
    await search('', 400, SOMETHING);
    expect(texts()).toEqual(['xyza']);
  });

  test('counts the texts of two people who type at the same time', async () => {
    for (const text of ['ab', 'xy', 'abc', 'xyz']) await search(text, 100);
    await search('', 1_000, SOMETHING);
    await search('', 1_000, SOMETHING);
    expect(texts()).toEqual(['abc', 'xyz']);
  });

  test('counts a beginning at which somebody stopped', async () => {
    await search('xyz', 0);
    await search('xyzzy', 400);
    await search('', 1_000, SOMETHING);
    expect(texts()).toEqual(['xyz', 'xyzzy']);
  });

  test('counts a text that is sent again and again', async () => {
    for (let i = 0; i < 5; i += 1) await search('xyz', 100);
    expect(texts()).toEqual(['xyz']);
  });

  test('counts one text a second, and of a flood only the latest 20', async () => {
    for (let i = 0; i < 100; i += 1) await search(`text${String(i)} end`, 1);
    for (let i = 0; i < 100; i += 1) await search('', 500, SOMETHING);
    expect(texts()).toEqual(Array.from({ length: 20 }, (_, i) => `text${String(80 + i)} end`));
  });
});
