import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ANSWERS } from '../../src/adapters/driving/http/answer-schemas.ts';
import type { FilmSearchResult, Highlight } from '../../src/domain/film-query.ts';
import { call } from '../../testing/api/client.ts';
import { eventually } from '../../testing/eventually.ts';
import { startApi, type TestApi } from '../../testing/api/start-api.ts';

const FILMS = [
  {
    title: 'Jaws',
    year: 1975,
    extract: 'On a summer’s day, a great white shark attacks swimmers at the beaches of Amity Island.',
  },
  { title: 'Beach Shark', year: 2011, extract: 'Nobody remembers what happens.' },
  { title: 'Alien', year: 1979, extract: 'The crew of a spaceship answers a distress call.' },
];

let api: TestApi;
let fault: 'none' | 'request-lost' = 'none';
let reads = 0;

beforeAll(async () => {
  api = await startApi({
    fault: ({ operation }) => {
      if (operation !== 'BatchGetItem') return { kind: 'none' };
      reads += 1;
      return { kind: fault };
    },
  });
  for (const json of FILMS) await call(`${api.url}/v1/films`, { method: 'POST', json });
});
afterAll(() => api.close());

async function search(q: string) {
  const { status, body } = await call(`${api.url}/v1/films?q=${encodeURIComponent(q)}`);
  expect(status).toBe(200);
  expect(ANSWERS.SearchResult.strict().parse(body)).toEqual(body);
  const { items, highlights } = body as unknown as FilmSearchResult;
  return new Map(items.map(({ title }, i) => [title, highlights[i]?.synopsis]));
}

/** The snippet of a film. On a busy machine, the synopses may be read too late for the first answers. */
async function snippetOf(title: string, q: string): Promise<Highlight['synopsis']> {
  let snippet: Highlight['synopsis'];
  await eventually(async () => {
    snippet = (await search(q)).get(title);
    return snippet !== undefined;
  });
  return snippet;
}

describe('the snippet of a film', () => {
  test('says why the film was found by its synopsis, and marks the words', async () => {
    const snippet = await snippetOf('Jaws', 'swimming at the beach');
    expect(snippet?.text).toBe(
      'On a summer’s day, a great white shark attacks swimmers at the beaches of Amity Island.',
    );
    expect(snippet?.ranges.map(([start, end]) => snippet.text.slice(start, end))).toContain('beaches');
  });

  test('is absent if the film was found by its title, and then no synopsis is read', async () => {
    const before = reads;
    expect([...(await search('alien'))]).toEqual([['Alien', undefined]]);
    expect((await search('beach shark')).get('Beach Shark')).toBeUndefined();
    expect(reads).toBe(before);
  });

  test('is absent while the synopses cannot be read, but the films are still found', async () => {
    fault = 'request-lost';
    expect([...(await search('spaceship crew'))]).toEqual([['Alien', undefined]]);
    expect(api.observer.of('snippets-lost').at(-1)).toMatchObject({ films: 1 });
    fault = 'none';
    expect((await snippetOf('Alien', 'spaceship crew'))?.text).toBe(FILMS[2]?.extract);
  });
});
