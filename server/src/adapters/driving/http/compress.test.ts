import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { compress } from './compress.ts';

const TEXT = JSON.stringify({ items: Array.from({ length: 100 }, (_, n) => `Film ${String(n)} é`) });
const LARGE = { statusCode: 200, headers: { etag: '"3"', 'content-type': 'application/json' }, body: TEXT };

describe('compress', () => {
  test.each(['gzip', 'br, gzip', 'GZIP;q=0.5', '*', 'deflate, *;q=0.1', 'identity, gzip ; q=1'])(
    'compresses for a client that accepts %s, with a weak entity tag',
    async (accepted) => {
      const { headers, body = '', isBase64Encoded } = await compress(LARGE, { 'accept-encoding': accepted });
      expect(headers).toEqual({
        etag: 'W/"3"',
        'content-type': 'application/json',
        'content-encoding': 'gzip',
        vary: 'accept-encoding',
      });
      expect(isBase64Encoded).toBe(true);
      expect(body.length).toBeLessThan(TEXT.length / 2);
      expect(gunzipSync(Buffer.from(body, 'base64')).toString()).toBe(TEXT);
    },
  );

  test.each([undefined, '', 'identity', 'br', 'gzip;q=0', 'gzip;q=0, *', '*;q=0', 'gzip;q=x', 'xgzip'])(
    'does not compress for a client that accepts %s, and says that other clients may get another answer',
    async (accepted) => {
      const plain = { ...LARGE, headers: { ...LARGE.headers, vary: 'accept-encoding' } };
      expect(await compress(LARGE, { 'accept-encoding': accepted })).toEqual(plain);
    },
  );

  test('leaves small answers and answers without content as they are', async () => {
    for (const small of [{ statusCode: 204 }, { ...LARGE, body: TEXT.slice(0, 999) }]) {
      expect(await compress(small, { 'accept-encoding': 'gzip' })).toBe(small);
    }
  });

  test('compresses an answer without an entity tag', async () => {
    const { headers } = await compress({ statusCode: 200, body: TEXT }, { 'accept-encoding': 'gzip' });
    expect(headers).toEqual({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
  });

  test('keeps a weak entity tag, and what else the answer varies by', async () => {
    const headers = { etag: 'W/"a"', vary: 'authorization' };
    const compressed = await compress({ ...LARGE, headers }, { 'accept-encoding': 'gzip' });
    expect(compressed.headers).toMatchObject({ etag: 'W/"a"', vary: 'authorization, accept-encoding' });
    const unchanged = await compress({ statusCode: 304, headers }, { 'if-none-match': 'W/"a"' });
    expect(unchanged.headers).toEqual({ etag: 'W/"a"', vary: 'authorization, accept-encoding' });
  });

  test.each([
    ['W/"3"', 'W/"3"'],
    ['W/"2", W/"3"', 'W/"3"'],
    ['"3"', '"3"'],
    ['*', '"3"'],
  ])('answers 304 to If-None-Match: %s with the entity tag that the client has', async (ifNoneMatch, etag) => {
    const unchanged = { statusCode: 304, headers: { etag: '"3"' } };
    expect(await compress(unchanged, { 'if-none-match': ifNoneMatch, 'accept-encoding': 'gzip' })).toEqual({
      statusCode: 304,
      headers: { etag, vary: 'accept-encoding' },
    });
  });
});
