import { expect, test } from '@jest/globals';
import { call, expectProblem } from '../../testing/api/client.ts';
import { startApi } from '../../testing/api/start-api.ts';

test('without a store, answers reads by id and writes with 503, and keeps searching the loaded films', async () => {
  const api = await startApi();
  try {
    const films = `${api.url}/v1/films`;
    await call(films, { method: 'POST', json: { title: 'Known', year: 2001 } });
    expect((await call(`${films}?q=known`)).body['total']).toBe(1);
    await api.stopStore();
    const answers = [
      await call(`${films}/known-2001`),
      await call(films, { method: 'POST', json: { title: 'New', year: 2001 } }),
      await call(`${films}/known-2001`, { method: 'DELETE', headers: { 'if-match': '*' } }),
    ];
    for (const answer of answers) {
      expectProblem(answer, 503);
      expect(answer.headers.get('retry-after')).toBe('1');
    }
    expect((await call(`${films}?q=known`)).body['total']).toBe(1);
    expect((await call(`${api.url}/v1/health`)).status).toBe(200);
    expect(api.observer.events.filter(({ type }) => type === 'request-failed')).toHaveLength(3);
  } finally {
    await api.close();
  }
});

test('answers searches with 503 if the store was never reachable', async () => {
  const api = await startApi();
  try {
    await api.stopStore();
    expectProblem(await call(`${api.url}/v1/films`), 503);
  } finally {
    await api.close();
  }
});
