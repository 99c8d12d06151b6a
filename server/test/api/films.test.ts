import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { call, expectProblem, type Answer } from '../../testing/api/client.ts';
import { startApi, type TestApi } from '../../testing/api/start-api.ts';

let api: TestApi;
let films: string;

beforeAll(async () => {
  api = await startApi();
  films = `${api.url}/v1/films`;
});

afterAll(async () => {
  await api.close();
});

const create = (film: object) => call(films, { method: 'POST', json: film });
const ids = (body: Record<string, unknown>) => (body['items'] as { id: string }[]).map(({ id }) => id);

test('explain=true adds to a search why each film is at its place; explain=false adds nothing', async () => {
  await create({ title: 'Velvet Ladder', year: 1990, cast: ['Ann Two'] });
  const search = (more: string) => call(`${films}?q=velvet+laddder${more}`);
  const { status, body } = await search('&explain=true');
  expect(status).toBe(200);
  const word = { field: 'title', text: 'Velvet', word: 'velvet', how: 'exact' };
  expect(body).toMatchObject({
    didYouMean: 'Velvet Ladder',
    explanations: [
      {
        rule: 'title-typo',
        because: 'the title is the query with typos',
        words: [word, { field: 'title', text: 'Ladder', word: 'laddder', how: 'typo', edits: 1 }],
        fame: expect.any(Number),
      },
    ],
  });
  for (const more of ['', '&explain=false']) expect((await search(more)).body).not.toHaveProperty('explanations');
});

describe('creating', () => {
  test('answers 201 with Location and ETag, and the film can be read and found at once', async () => {
    const film = {
      title: 'Blue Velvet Rope',
      year: 1986,
      cast: ['Ann One'],
      genres: ['Noir'],
      rating: { x: [1.5, null] },
    };
    const created = await create(film);
    expect(created.status).toBe(201);
    expect(created.headers.get('location')).toBe('/v1/films/blue-velvet-rope-1986');
    expect(created.headers.get('etag')).toBe('"1"');
    expect(created.body).toEqual({ id: 'blue-velvet-rope-1986', ...film });

    const read = await call(api.url + (created.headers.get('location') ?? ''));
    expect(read.body).toEqual(created.body);
    expect(read.headers.get('etag')).toBe('"1"');
    expect(ids((await call(`${films}?q=velvet+rope`)).body)).toEqual(['blue-velvet-rope-1986']);
  });

  test('adds a suffix to a generated id that is taken, and refuses a given id that is taken', async () => {
    const film = { title: 'Twins of Twins', year: 1999 };
    expect((await create(film)).body['id']).toBe('twins-of-twins-1999');
    expect((await create(film)).body['id']).toBe('twins-of-twins-1999-2');
    expect((await create({ ...film, id: 'my-own-id' })).body['id']).toBe('my-own-id');
    expectProblem(await create({ ...film, id: 'my-own-id' }), 409, '/id');
  });

  test('gives different ids to 10 films that are created concurrently with the same title', async () => {
    const answers = await Promise.all(Array.from({ length: 10 }, () => create({ title: 'Crowd', year: 2001 })));
    expect(answers.every(({ status }) => status === 201)).toBe(true);
    expect(new Set(answers.map(({ body }) => body['id'])).size).toBe(10);
  });
});

test('gives different ids to twenty films whose title has no Latin letter, although they have the same slug', async () => {
  const made = [];
  // After the eighth film, the suffix is the time.
  for (let i = 0; i < 20; i += 1) made.push(await create({ title: '七人の侍', year: 1954 }));
  expect(made.map(({ status }) => status)).toEqual(made.map(() => 201));
  expect(new Set(made.map(({ body }) => body['id'])).size).toBe(20);
});

describe('changing', () => {
  const IF_MATCH = (etag: string) => ({ 'if-match': etag });

  test('PUT replaces, PATCH merges, both increase the ETag, and If-Match may contain a weak ETag (W/)', async () => {
    const { headers } = await create({ title: 'Change Me', year: 2001, cast: ['A'], note: 'x' });
    const url = api.url + (headers.get('location') ?? '');
    const put = await call(url, { method: 'PUT', json: { title: 'Changed', year: 2002 }, headers: IF_MATCH('W/"1"') });
    expect(put).toMatchObject({ status: 200, body: { id: 'change-me-2001', title: 'Changed', year: 2002 } });
    expect(put.body).not.toHaveProperty('note');
    expect(put.headers.get('etag')).toBe('"2"');

    for (const [i, type] of ['application/merge-patch+json', 'application/json; charset=utf-8'].entries()) {
      const patched = await call(url, {
        method: 'PATCH',
        json: { year: 2003 + i, cast: ['B'], extra: { a: 1 } },
        headers: { 'content-type': type, ...IF_MATCH(`"${String(2 + i)}"`) },
      });
      expect(patched).toMatchObject({ status: 200, body: { title: 'Changed', year: 2003 + i, extra: { a: 1 } } });
    }
    const removed = await call(url, {
      method: 'PATCH',
      json: { cast: null, extra: { a: null } },
      headers: IF_MATCH('*'),
    });
    expect(removed.body).toEqual({ id: 'change-me-2001', title: 'Changed', year: 2004, extra: {} });
    expect(removed.headers.get('etag')).toBe('"5"');
    expect((await call(`${films}?q=changed`)).body['total']).toBe(1);
  });

  test('accepts the document that GET answered, and refuses that document with another id', async () => {
    const { headers, body } = await create({ title: 'Round Trip', year: 2001 });
    const url = api.url + (headers.get('location') ?? '');
    expect((await call(url, { method: 'PUT', json: body, headers: IF_MATCH('"1"') })).status).toBe(200);
    expectProblem(await call(url, { method: 'PUT', json: { ...body, id: 'x' }, headers: IF_MATCH('"2"') }), 422, '/id');
    expectProblem(await call(url, { method: 'PATCH', json: { id: null }, headers: IF_MATCH('"2"') }), 422, '/id');
  });

  test('refuses a patch that would break a rule, and changes nothing', async () => {
    const { headers } = await create({ title: 'Solid', year: 2001 });
    const url = api.url + (headers.get('location') ?? '');
    expectProblem(await call(url, { method: 'PATCH', json: { title: null }, headers: IF_MATCH('"1"') }), 422, '/title');
    expect((await call(url)).headers.get('etag')).toBe('"1"');
  });

  test('if two writers use the same ETag, exactly one succeeds and the other gets 412', async () => {
    const { headers } = await create({ title: 'Contested', year: 2001 });
    const url = api.url + (headers.get('location') ?? '');
    for (let round = 1; round <= 20; round += 1) {
      const etag = (await call(url)).headers.get('etag') ?? '';
      const answers = await Promise.all(
        ['PUT', 'PATCH'].map((method) =>
          call(url, { method, json: { title: 'Contested', year: 1900 + round, by: method }, headers: IF_MATCH(etag) }),
        ),
      );
      expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
      const winner = answers.find(({ status }) => status === 200);
      expect((await call(url)).body['by']).toBe(winner?.body['by']);
    }
  });

  test('accepts If-Match with several ETags if any of them matches', async () => {
    const { headers } = await create({ title: 'Several', year: 2001 });
    const url = api.url + (headers.get('location') ?? '');
    const put = (etags: string) =>
      call(url, { method: 'PUT', json: { title: 'Several', year: 2002 }, headers: IF_MATCH(etags) });
    expect((await put('"1", "7"')).status).toBe(200);
    expect((await put('"2", "1"')).status).toBe(200);
    expectProblem(await put('"2", "1"'), 412);
  });

  test('applies all of 12 concurrent patches with If-Match: *', async () => {
    const { headers } = await create({ title: 'Busy', year: 2001 });
    const url = api.url + (headers.get('location') ?? '');
    const answers = await Promise.all(
      // Each patch that is stored makes the others try again, so 30 patches are six times as much work as 12.
      Array.from({ length: 12 }, (_, i) =>
        call(url, { method: 'PATCH', json: { [`a${String(i)}`]: i }, headers: IF_MATCH('*') }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 200));
    expect((await call(url)).headers.get('etag')).toBe('"13"');
  });

  test('answers 428 without If-Match, 412 with an old ETag and 404 for an absent film, because PUT never creates a film', async () => {
    const { headers } = await create({ title: 'Guarded', year: 2001 });
    const url = api.url + (headers.get('location') ?? '');
    const json = { title: 'Guarded', year: 2002 };
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const init = method === 'DELETE' ? { method } : { method, json };
      expectProblem(await call(url, init), 428, 'If-Match');
      expectProblem(await call(url, { ...init, headers: IF_MATCH('"9"') }), 412, 'If-Match');
      expectProblem(await call(url, { ...init, headers: IF_MATCH('nonsense') }), 400, 'If-Match');
      expectProblem(await call(`${films}/nothing-1999`, { ...init, headers: IF_MATCH('"1"') }), 404);
      expectProblem(await call(`${films}/Not_An_Id!`, { ...init, headers: IF_MATCH('*') }), 404);
    }
    expectProblem(await call(`${films}/nothing-1999`), 404);
  });

  test('a deleted film is gone everywhere, and its old ETag does not match after the film is created again', async () => {
    const { headers } = await create({ title: 'Short Lived', year: 2001, cast: ['Only One'] });
    const url = api.url + (headers.get('location') ?? '');
    expect(await call(url, { method: 'DELETE', headers: IF_MATCH('"1"') })).toMatchObject({ status: 204, text: '' });
    expectProblem(await call(url), 404);
    expectProblem(await call(`${url}/similar`), 404);
    expect((await call(`${films}?q=short+lived`)).body['total']).toBe(0);
    expect((await call(`${api.url}/v1/suggestions?q=only`)).body['items']).toEqual([]);
    expect((await create({ title: 'Short Lived', year: 2001 })).headers.get('etag')).toBe('"3"');
    expectProblem(await call(url, { method: 'DELETE', headers: IF_MATCH('"1"') }), 412);
  });

  test('no client attribute can overwrite the fields that are stored beside the attributes', async () => {
    const forged = {
      title: 'Forged',
      year: 2001,
      version: 99,
      deleted: true,
      attributes: { title: 'Other' },
      changeLog: 'elsewhere',
      changedAtMs: 0,
      imported: { identity: 1, rowHashes: [], version: 1 },
      generation: 5,
    };
    const created = await create(forged);
    expect(created.headers.get('etag')).toBe('"1"');
    const url = api.url + (created.headers.get('location') ?? '');
    expect((await call(url)).body).toEqual({ id: 'forged-2001', ...forged });
    const patch = { version: 7, attributes: null, changeLog: null };
    expect((await call(url, { method: 'PATCH', json: patch, headers: IF_MATCH('"1"') })).headers.get('etag')).toBe(
      '"2"',
    );
    expect((await call(url)).body).toMatchObject({ title: 'Forged', version: 7 });
    expectProblem(await create({ ...forged, id: '#catalogue' }), 422, '/id');
    expectProblem(await call(`${films}/%23catalogue`), 404);
    expectProblem(await call(`${films}/%23catalogue`, { method: 'DELETE', headers: IF_MATCH('*') }), 404);
  });

  test('a film with more than 2,000 values is refused', async () => {
    const film = (parts: number) => ({ title: 'Many', year: 2001, parts: Array.from({ length: parts }, () => ({})) });
    const refused = await create(film(2_000));
    expectProblem(refused, 422, '');
    expect(JSON.stringify(refused.body)).toContain('has more than 2000 values');
    expect((await create(film(1_996))).status).toBe(201);
  });
});

describe('reading', () => {
  test('answers If-None-Match with 304 and no body, and HEAD with the headers of GET and no body', async () => {
    const { headers } = await create({ title: 'Cached', year: 2001 });
    const url = api.url + (headers.get('location') ?? '');
    for (const tag of ['"1"', 'W/"1"']) {
      const unchanged = await call(url, { headers: { 'if-none-match': tag } });
      expect(unchanged).toMatchObject({ status: 304, text: '' });
      expect(unchanged.headers.get('etag')).toBe(tag);
    }
    expect((await call(url, { headers: { 'if-none-match': '"2"' } })).status).toBe(200);
    const head = await call(url, { method: 'HEAD' });
    expect(head).toMatchObject({ status: 200, text: '' });
    expect(head.headers.get('etag')).toBe('"1"');
  });

  test('compresses large answers for clients that accept gzip, and accepts the ETag of such an answer in If-Match', async () => {
    const { headers } = await create({ title: 'Long', year: 2001, extract: 'A long story. '.repeat(100) });
    const url = api.url + (headers.get('location') ?? '');
    const read = (encoding: string, method = 'GET') => call(url, { method, headers: { 'accept-encoding': encoding } });
    const plain = await read('identity');
    const compressed = await read('gzip');
    const named = (answer: Answer) => ['content-encoding', 'etag', 'vary'].map((name) => answer.headers.get(name));
    expect(named(plain)).toEqual([null, '"1"', 'authorization, accept-encoding']);
    expect(named(compressed)).toEqual(['gzip', 'W/"1"', 'authorization, accept-encoding']);
    expect(named(await read('gzip', 'HEAD'))).toEqual(['gzip', 'W/"1"', 'authorization, accept-encoding']);
    expect(compressed.body).toEqual(plain.body);
    const change = { method: 'PUT', json: { title: 'Long', year: 2001 }, headers: { 'if-match': 'W/"1"' } };
    expect((await call(url, change)).status).toBe(200);
  });

  test('combines filters, facets and pages', async () => {
    for (let i = 0; i < 25; i += 1) {
      await create({
        title: `Paged Story ${String(i)}`,
        year: 1950 + i,
        cast: ['Sammy Davis, Jr.'],
        genres: ['Musical'],
      });
    }
    const query =
      'q=paged+story&cast=Sammy%20Davis%2C%20Jr.&genre=musical&yearFrom=1955&yearTo=1974&sort=-year&limit=7';
    const found: string[] = [];
    let cursor = '';
    do {
      const { status, body } = await call(`${films}?${query}&facets=genre,decade${cursor && `&cursor=${cursor}`}`);
      expect(status).toBe(200);
      expect(body).toMatchObject({ total: 20, facets: { genre: [{ value: 'Musical', count: 20 }] } });
      expect(body['tookMs']).toBeGreaterThanOrEqual(0);
      found.push(...ids(body));
      cursor = (body['nextCursor'] as string | undefined) ?? '';
    } while (cursor !== '');
    expect(found).toEqual(Array.from({ length: 20 }, (_, i) => `paged-story-${String(24 - i)}-${String(1974 - i)}`));
  });

  test('finds, filters and counts films by director', async () => {
    await create({ title: 'Made One', year: 2001, cast: ['Zed Quorn'], directors: ['Ida Quorn', 'Abe Quorn'] });
    await create({ title: 'Made Two', year: 2002, cast: ['Ida Quorn'], directors: ['Abe Quorn'] });
    const { body } = await call(`${films}?q=ida+quorn&director=abe+quorn&director=quorn&sort=year&facets=director`);
    expect(body).toMatchObject({
      items: [
        { id: 'made-one-2001', directors: ['Ida Quorn', 'Abe Quorn'] },
        { id: 'made-two-2002', directors: ['Abe Quorn'] },
      ],
      highlights: [
        { cast: [{ index: 0 }], director: [{ index: 0 }, { index: 1, ranges: [[4, 9]] }] },
        { cast: [{ index: 0 }], director: [{ index: 0 }] },
      ],
      facets: {
        director: [
          { value: 'Abe Quorn', count: 2 },
          { value: 'Ida Quorn', count: 1 },
        ],
      },
    });
    expect(ids((await call(`${films}?director=ida+quorn`)).body)).toEqual(['made-one-2001']);
    const refused = await create({ title: 'Made Three', year: 2003, directors: ['x'.repeat(201)] });
    expect(refused).toMatchObject({ status: 422 });
  });

  test('answers similar films and suggestions', async () => {
    await create({ title: 'Like One', year: 2001, cast: ['Zoe Quill'], genres: ['Heist'] });
    await create({ title: 'Like Two', year: 2002, cast: ['Zoe Quill'], genres: ['Heist'] });
    expect(ids((await call(`${films}/like-one-2001/similar?limit=1`)).body)).toEqual(['like-two-2002']);
    expect((await call(`${api.url}/v1/suggestions?q=quil&limit=5`)).body['items']).toEqual([
      { kind: 'person', text: 'Zoe Quill', films: 2, field: 'cast' },
    ]);
  });

  test('sends the security headers with every answer, and no header that names the runtime', async () => {
    for (const path of ['/v1/films', '/v1/health', '/v1/nothing', '/v1/docs']) {
      const { headers } = await call(api.url + path);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
      expect(headers.get('content-security-policy')).toContain("default-src 'none'");
      expect(headers.get('x-powered-by')).toBeNull();
    }
  });
});
