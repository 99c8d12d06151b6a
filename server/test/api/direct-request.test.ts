import { createHash } from 'node:crypto';
import type { Context } from 'aws-lambda';
import { afterEach, describe, expect, test } from '@jest/globals';
import { toHttpApiEvent } from '../../src/adapters/driving/http/http-api-event.ts';
import { composeApiLambda } from '../../src/composition/api-lambda.ts';

const SECRET = '4d60b961-af28-da87-681d-28bc68a79969';
const SHA256 = createHash('sha256').update(SECRET).digest('hex');
const SETTINGS = {
  MARQUEE_FILMS_TABLE: 'films',
  MARQUEE_CACHE_TABLE: 'cache',
  MARQUEE_SNAPSHOTS: 's3://bucket/films/',
};

const before = { ...process.env };
afterEach(() => {
  process.env = { ...before };
});

/** Composes the function as Lambda does, and requests its health, which needs no AWS. */
async function health(sha256: string | undefined, headers: Record<string, string> = {}) {
  process.env = { ...before, ...SETTINGS, ...(sha256 !== undefined && { MARQUEE_ORIGIN_VERIFY_SHA256: sha256 }) };
  const event = toHttpApiEvent({ method: 'GET', target: '/v1/health', headers });
  return composeApiLambda()(event, {} as Context);
}

describe('the function of the API, behind a firewall', () => {
  test('answers a request with the secret of CloudFront', async () => {
    expect(await health(SHA256, { 'x-origin-verify': SECRET })).toMatchObject({ statusCode: 200 });
  });

  test.each<[string, Record<string, string>]>([
    ['no secret', {}],
    ['another secret', { 'x-origin-verify': 'guessed' }],
    ['the hash of the secret', { 'x-origin-verify': SHA256 }],
    ['an empty secret', { 'x-origin-verify': '' }],
  ])('refuses a request with %s, and names neither the secret nor its hash', async (_what, headers) => {
    const { statusCode, headers: sent, body = '' } = await health(SHA256, headers);
    expect(statusCode).toBe(403);
    expect(sent).toMatchObject({ 'content-type': 'application/problem+json' });
    expect(JSON.parse(body)).toMatchObject({ code: 'direct-request-refused', requestId: 'local' });
    expect(body).not.toContain(SHA256);
  });

  test.each([undefined, ''])('answers every request while the hash is %p', async (sha256) => {
    expect(await health(sha256)).toMatchObject({ statusCode: 200 });
  });

  test('does not start if the hash is not a SHA-256', async () => {
    await expect(health('abc')).rejects.toThrow(/MARQUEE_ORIGIN_VERIFY_SHA256.*must be a SHA-256/s);
  });
});
