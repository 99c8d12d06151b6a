import { gunzipSync } from 'node:zlib';
import { request } from 'node:http';
import { buffer } from 'node:stream/consumers';
import type { IncomingMessage } from 'node:http';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { FaultKind } from '../../testing/provider-double/faults.ts';
import { ADULT_ID } from '../../testing/tmdb-double/further-films.ts';
import { TmdbDouble } from '../../testing/tmdb-double/server.ts';

let double: TmdbDouble;
beforeEach(async () => {
  double = await TmdbDouble.start();
});
afterEach(() => double.close());

/** Asks without a client that hides compression. */
async function ask(path: string, more: Readonly<Record<string, string>> = {}) {
  const headers = { authorization: `Bearer ${double.token}`, 'accept-encoding': 'gzip, br', ...more };
  const response = await new Promise<IncomingMessage>((resolve, reject) => {
    request(double.url + path, { headers }, resolve)
      .once('error', reject)
      .end();
  });
  const sent = await buffer(response);
  const isCompressed = response.headers['content-encoding'] === 'gzip';
  const text = (isCompressed ? gunzipSync(sent) : sent).toString();
  return { status: response.statusCode, headers: response.headers, isCompressed, text };
}

const jsonOf = async (path: string) => JSON.parse((await ask(path)).text) as Record<string, unknown>;

describe('the double of TMDB', () => {
  test('compresses its answers, and has the headers of TMDB and its CDN', async () => {
    const first = await ask('/search/movie?query=the');
    const second = await ask('/search/movie?query=the');
    expect([first.isCompressed, second.isCompressed]).toEqual([true, true]);
    expect(first.headers).toMatchObject({
      'content-type': 'application/json;charset=utf-8',
      etag: expect.stringMatching(/^W\/"[0-9a-f]{32}"$/),
      vary: 'accept-encoding, Origin',
      'x-cache': 'Miss from cloudfront',
    });
    expect(first.headers).not.toHaveProperty('age');
    expect(second.headers).toMatchObject({ 'x-cache': 'Hit from cloudfront', age: '61' });
    const unchanged = await ask('/search/movie?query=the', { 'if-none-match': first.headers.etag ?? '' });
    expect([unchanged.status, unchanged.text]).toEqual([304, '']);
    expect((await ask('/search/movie?query=the', { 'accept-encoding': 'identity' })).isCompressed).toBe(false);
  });

  test.each([
    ['invalid-id', 404, 6],
    ['internal-error', 500, 11],
    ['backend-timeout', 504, 24],
    ['maintenance', 503, 46],
    ['rate-limit', 429, 25],
  ] as const)('can fail with %s: status %i, code %i', async (kind, status, code) => {
    double.setFault({ kind });
    const failed = await ask('/movie/1001');
    expect([failed.status, JSON.parse(failed.text)]).toEqual([status, expect.objectContaining({ status_code: code })]);
    expect(failed.headers).not.toHaveProperty('retry-after');
  });

  test.each([
    ['html-forbidden', 403],
    ['html-not-found', 404],
  ] as const satisfies readonly (readonly [FaultKind, number])[])(
    'can fail with %s of its CDN',
    async (kind, status) => {
      double.setFault({ kind });
      const failed = await ask('/movie/1001');
      expect(failed).toMatchObject({ status, text: expect.stringContaining('<html>') });
      expect(failed.headers).toMatchObject({ 'content-type': 'text/html', 'x-cache': 'Error from cloudfront' });
    },
  );

  test('has films with and without backdrops, of several languages and scripts, and one page for a search without results', async () => {
    const { results } = (await jsonOf('/search/movie?query=the')) as { results: Record<string, unknown>[] };
    expect(new Set(results.map((row) => row['backdrop_path'] === null))).toEqual(new Set([true, false]));
    const languages = await Promise.all(
      Array.from(
        { length: 8 },
        async (_, index) => (await jsonOf(`/movie/${String(7_000 + index)}`))['original_language'],
      ),
    );
    expect(new Set(languages)).toEqual(new Set(['en', 'el', 'tr', 'th', 'fa', 'ja', 'ru']));
    expect(await jsonOf('/search/movie?query=xqzwv')).toEqual({
      page: 1,
      results: [],
      total_pages: 1,
      total_results: 0,
    });
  });

  test('answers adult movies by id, and in a search only on request', async () => {
    expect(await jsonOf(`/movie/${String(ADULT_ID)}`)).toMatchObject({ id: ADULT_ID, adult: true });
    expect(await jsonOf('/search/movie?query=curtain')).toMatchObject({ total_results: 0 });
    expect(await jsonOf('/search/movie?query=curtain&include_adult=true')).toMatchObject({ total_results: 1 });
  });

  test('credits writers before the director, and some people twice', async () => {
    const { credits } = (await jsonOf('/movie/1001?append_to_response=credits')) as {
      credits: Record<'cast' | 'crew', { id: number; job?: string }[]>;
    };
    const jobs = credits.crew.map(({ job }) => job);
    expect(jobs.indexOf('Screenplay')).toBeLessThan(jobs.indexOf('Director'));
    for (const list of [credits.cast, credits.crew]) {
      expect(new Set(list.map(({ id, job }) => `${String(id)} ${String(job)}`)).size).toBeLessThan(list.length);
    }
  });

  test('names the sizes of all kinds of pictures', async () => {
    const { images } = await jsonOf('/configuration');
    expect(images).toMatchObject({ logo_sizes: expect.any(Array), still_sizes: expect.any(Array) });
  });
});
