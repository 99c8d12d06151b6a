import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { call, expectProblem } from '../../testing/api/client.ts';
import { startApi, type TestApi } from '../../testing/api/start-api.ts';
import { startRotatingProvider, type RotatingProvider } from '../../testing/oidc/provider.ts';

let provider: RotatingProvider;
let api: TestApi;

beforeEach(async () => {
  provider = await startRotatingProvider();
  const { issuer, audience } = provider;
  api = await startApi({ access: { kind: 'tokens', expected: { issuer, audience }, signIn: undefined } });
});

afterEach(async () => {
  await api.close();
  await provider.close();
});

let films = 0;
function write(token: string) {
  films += 1;
  const headers = { authorization: `Bearer ${token}` };
  return call(`${api.url}/v1/films`, { method: 'POST', json: { title: `Film ${String(films)}`, year: 2000 }, headers });
}

describe('with a real OpenID provider', () => {
  test('accepts every valid request while keys rotate', async () => {
    const statuses: number[] = [];
    let rotating = true;
    const writers = Array.from({ length: 4 }, async () => {
      while (rotating) statuses.push((await write(await provider.token())).status);
    });
    for (let rotation = 1; rotation <= 4; rotation += 1) {
      const early = await provider.token();
      await provider.rotate();
      // Ten concurrent requests have tokens that are signed with the new key. One more request has a token that is
      // signed with the previous key.
      const tokens = [early, ...(await Promise.all(Array.from({ length: 10 }, () => provider.token())))];
      for (const answer of await Promise.all(tokens.map(write))) statuses.push(answer.status);
    }
    rotating = false;
    await Promise.all(writers);
    expect([...new Set(statuses)]).toEqual([201]);
    expect(statuses.length).toBeGreaterThanOrEqual(44);
    const loads = api.observer.events.filter(({ type }) => type === 'issuer-keys-loaded');
    expect(loads.length).toBeLessThanOrEqual(5 + 1);
  });

  test('when the provider is down, accepts tokens that are signed with a known key, and answers 503 to tokens with an unknown key', async () => {
    const known = await provider.token();
    expect((await write(known)).status).toBe(201);
    await provider.rotate();
    const unknown = await provider.token();
    await provider.close();
    for (let round = 0; round < 8; round += 1) {
      expect((await write(known)).status).toBe(201);
      const answer = await write(unknown);
      expectProblem(answer, 503);
      expect(answer.body['code']).toBe('issuer-unavailable');
      expect(Number(answer.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    }
    expect(api.observer.events.filter(({ type }) => type === 'issuer-keys-failed').length).toBeLessThanOrEqual(5);
  });

  test('an instance that has no keys when the provider goes down answers reads, and refuses writes with a 503', async () => {
    const token = await provider.token();
    await provider.close();
    expectProblem(await write(token), 503);
    expect((await call(`${api.url}/v1/films`)).status).toBe(200);
  });
});
