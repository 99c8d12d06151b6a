import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { ANSWERS } from '../../src/adapters/driving/http/answer-schemas.ts';
import { call, expectProblem, type Answer } from '../../testing/api/client.ts';
import { startApi, type TestApi } from '../../testing/api/start-api.ts';

/** Names with characters that mean something in a path, in percent-encoding or in a file name. */
const ODD_NAMES = ['AC/DC', '100% Real', 'Sammy Davis Jr.', 'Toshirō Mifune', 'A+B & C=D #1', "O'Neil; Bob", '🎬'];

const FILMS = [
  { title: 'One', year: 1971, genres: ['Western', 'Drama'], cast: ['Ann Lee', 'Bob Ray'], directors: ['Ann Lee'] },
  { title: 'Two', year: 1985, genres: ['Drama'], cast: ['Bob Ray'], directors: ['Ann Lee'] },
  { title: 'Three', year: 1985, genres: ['Drama'], cast: ['ANN LEE'] },
  { title: 'Four', year: 1964, genres: ['Noir'], cast: ['Ann Lee'] },
  { title: 'Five', year: 1992, genres: ['Noir'], cast: ['Annabel Lee'], directors: ['Carl Dee'] },
  { title: 'Odd', year: 2000, cast: ODD_NAMES },
];

let api: TestApi;

beforeAll(async () => {
  api = await startApi();
  for (const json of FILMS) await call(`${api.url}/v1/films`, { method: 'POST', json });
});

afterAll(() => api.close());

const personAt = (path: string): Promise<Answer> => call(`${api.url}/v1/people/${path}`);
const person = (name: string, query = ''): Promise<Answer> => personAt(encodeURIComponent(name) + query);
type Role = { items: { title: string }[]; next?: string };
const roleOf = ({ body }: Answer, role: string) => (body['roles'] as Record<string, Role | undefined>)[role];
const titlesOf = (role: Role | undefined) => role?.items.map(({ title }) => title);

describe('GET /v1/people/{name}', () => {
  test('answers the films of each role, the newest first, with years and facets', async () => {
    const { status, body } = await person('Ann Lee');
    expect(status).toBe(200);
    expect(ANSWERS.Person.strict().parse(body)).toEqual(body);
    const item = (title: string) => expect.objectContaining({ title }) as unknown;
    expect(body).toEqual({
      name: 'Ann Lee',
      total: 4,
      firstYear: 1964,
      lastYear: 1985,
      roles: {
        acted: {
          total: 3,
          firstYear: 1964,
          lastYear: 1985,
          items: [item('Three'), item('One'), item('Four')],
          facets: {
            genre: [
              { value: 'Drama', count: 2 },
              { value: 'Noir', count: 1 },
              { value: 'Western', count: 1 },
            ],
            decade: [
              { value: '1960', count: 1 },
              { value: '1970', count: 1 },
              { value: '1980', count: 1 },
            ],
          },
        },
        directed: {
          total: 2,
          firstYear: 1971,
          lastYear: 1985,
          items: [item('Two'), item('One')],
          facets: {
            genre: [
              { value: 'Drama', count: 2 },
              { value: 'Western', count: 1 },
            ],
            decade: [
              { value: '1970', count: 1 },
              { value: '1980', count: 1 },
            ],
          },
        },
      },
    });
  });

  test('answers the same for every spelling of the name, and shows the most frequent spelling', async () => {
    const { body } = await person('Ann Lee');
    for (const name of ['ann lee', 'ANN LEE', 'Ánn  Lee']) expect((await person(name)).body).toEqual(body);
  });

  test('leaves out a role without films', async () => {
    expect(Object.keys((await person('Bob Ray')).body['roles'] as object)).toEqual(['acted']);
    expect(Object.keys((await person('Carl Dee')).body['roles'] as object)).toEqual(['directed']);
  });

  test.each(ODD_NAMES)('finds %s', async (name) => {
    const answer = await person(name);
    expect([answer.status, answer.body['name']]).toEqual([200, name]);
    expect(titlesOf(roleOf(answer, 'acted'))).toEqual(['Odd']);
  });

  test('treats an unencoded slash as part of the name', async () => {
    expect((await personAt('AC/DC')).body['name']).toBe('AC/DC');
  });

  test('links to the next page of each role, until the last one', async () => {
    const first = await person('Ann Lee', '?limit=1');
    const titles: (string | undefined)[] = titlesOf(roleOf(first, 'acted')) ?? [];
    let next = roleOf(first, 'acted')?.next;
    expect(next).toMatch(/^\/v1\/films\?cast=Ann\+Lee&/);
    while (next !== undefined) {
      const { status, body } = await call(api.url + next);
      expect([status, body['total']]).toEqual([200, 3]);
      titles.push(...(titlesOf(body as unknown as Role) ?? []));
      const cursor = body['nextCursor'];
      next = typeof cursor === 'string' ? next.replace(/cursor=.*/, `cursor=${encodeURIComponent(cursor)}`) : undefined;
    }
    expect(titles).toEqual(['Three', 'One', 'Four']);
    expect(roleOf(first, 'directed')?.next).toMatch(/^\/v1\/films\?director=Ann\+Lee&/);
    expect(roleOf(await person('Ann Lee', '?limit=3'), 'acted')?.next).toBeUndefined();
  });

  test('links to the next page of a person with an odd name', async () => {
    const json = { title: 'Odd Again', year: 1999, cast: ODD_NAMES };
    const { headers } = await call(`${api.url}/v1/films`, { method: 'POST', json });
    for (const name of ODD_NAMES) {
      const { next = '' } = roleOf(await person(name, '?limit=1'), 'acted') ?? {};
      expect([name, titlesOf((await call(api.url + next)).body as unknown as Role)]).toEqual([name, ['Odd Again']]);
    }
    const url = api.url + (headers.get('location') ?? '');
    await call(url, { method: 'DELETE', headers: { 'if-match': '*' } });
  });

  test('shows an edit at once', async () => {
    const json = { title: 'Six', year: 2001, directors: ['Dee Zed'] };
    const { headers } = await call(`${api.url}/v1/films`, { method: 'POST', json });
    expect(titlesOf(roleOf(await person('Dee Zed'), 'directed'))).toEqual(['Six']);
    const url = api.url + (headers.get('location') ?? '');
    await call(url, { method: 'DELETE', headers: { 'if-match': '*' } });
    expectProblem(await person('Dee Zed'), 404);
  });

  test('has an ETag, which stays the same until a film of the person changes', async () => {
    const film = { title: 'Seven', year: 2007, cast: ['Eve Fox'] };
    await call(`${api.url}/v1/films`, { method: 'POST', json: film });
    const etag = (await person('Eve Fox')).headers.get('etag') ?? '';
    const again = (tag: string) => call(`${api.url}/v1/people/eve%20fox`, { headers: { 'if-none-match': tag } });
    for (const tag of [etag, etag.replace('W/', ''), `"x", ${etag}`]) {
      const unchanged = await again(tag);
      expect([unchanged.status, unchanged.text, unchanged.headers.get('etag')]).toEqual([304, '', etag]);
    }
    await call(`${api.url}/v1/films/seven-2007`, {
      method: 'PATCH',
      headers: { 'if-match': '*', 'content-type': 'application/merge-patch+json' },
      body: '{"genres":["Musical"]}',
    });
    const changed = await again(etag);
    expect(changed.status).toBe(200);
    expect(changed.headers.get('etag')).not.toBe(etag);
  });

  test.each(['Lee', 'Ann', 'Ann Lees', 'Nobody', 'constructor', '__proto__'])(
    'answers %s, which is nobody’s whole name, with a 404',
    async (name) => {
      const answer = await person(name);
      expectProblem(answer, 404);
      expect(answer.body['code']).toBe('person-not-found');
    },
  );

  test.each([
    ['%20', 'must not be blank'],
    ['', 'must not be blank'],
    ['x'.repeat(201), '200'],
    ['a%00b', 'control character'],
  ])('answers the name %j with a 400 that names the rule', async (path, rule) => {
    const answer = await personAt(path);
    expectProblem(answer, 400, '"parameter":"name"');
    expect(answer.text).toContain(rule);
  });

  test.each(['limit=0', 'limit=101', 'limit=x', 'x=1'])('answers %s with a 400', async (query) => {
    expectProblem(await person('Ann Lee', `?${query}`), 400, `"parameter":"${query.split('=')[0] ?? ''}"`);
  });

  test('answers other methods with a 405, whatever the name', async () => {
    for (const path of ['Ann%20Lee', 'AC/DC']) {
      const answer = await call(`${api.url}/v1/people/${path}`, { method: 'DELETE' });
      expectProblem(answer, 405);
      expect(answer.headers.get('allow')).toBe('GET, HEAD');
    }
  });
});
