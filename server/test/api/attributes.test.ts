import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { Validator } from '@seriousme/openapi-schema-validator';
import { ANSWERS } from '../../src/adapters/driving/http/answer-schemas.ts';
import { readDeclarations } from '../../src/domain/declared-attributes.ts';
import { call, expectProblem } from '../../testing/api/client.ts';
import { startApi, type TestApi } from '../../testing/api/start-api.ts';

const PAGE = readFileSync(new URL('../../../docs/attributes.md', import.meta.url), 'utf8');
const DECLARED = readDeclarations(JSON.parse(/MARQUEE_ATTRIBUTES='(\[.*?\])'/s.exec(PAGE)?.[1] ?? ''));
const FILMS = [...PAGE.matchAll(/-d '(\{.*\})'/g)].map(([, json = '']) => JSON.parse(json) as object);
const SEARCHES = [...PAGE.matchAll(/^curl 'http:\/\/localhost:3030(\S+)' +# (.+)$/gm)].map(
  ([, path = '', titles = '']) => [path, titles] as const,
);

let api: TestApi;

beforeAll(async () => {
  api = await startApi({ declared: DECLARED });
  for (const json of FILMS) expect((await call(`${api.url}/v1/films`, { method: 'POST', json })).status).toBe(201);
});

afterAll(() => api.close());

const titlesOf = ({ body }: Awaited<ReturnType<typeof call>>) =>
  (body['items'] as { title: string }[]).map(({ title }) => title).join(', ');

describe('the examples of docs/attributes.md', () => {
  test('are there', () => {
    expect([DECLARED.length, FILMS.length, SEARCHES.length]).toEqual([5, 3, 9]);
  });

  test.each(SEARCHES)('%s finds %s', async (path, titles) => {
    const answer = await call(api.url + path);
    expect({ status: answer.status, titles: titlesOf(answer) }).toEqual({ status: 200, titles });
  });

  test('show the facets of the last answer', async () => {
    const { body } = await call(api.url + (SEARCHES.at(-1)?.[0] ?? ''));
    expect(PAGE).toContain(`"facets":${JSON.stringify(body['facets'])}`);
    expect(ANSWERS.SearchResult.strict().parse(body)).toEqual(body);
  });

  test('quote the message about an undeclared attribute', async () => {
    const answer = await call(`${api.url}/v1/films?attr.votes=100..`);
    const [{ detail }] = answer.body['errors'] as [{ detail: string }];
    const [, documented = ''] = /^# (needs .+), \.\.\.$/m.exec(PAGE) ?? [];
    expect(documented).not.toBe('');
    expect(detail.startsWith(documented)).toBe(true);
  });
});

describe('an attribute that is not declared for what a query does with it', () => {
  test.each([
    ['attr.votes=1', 'attr.votes', 'needs a declaration of the attribute \\"votes\\"'],
    ['attr.title=x', 'attr.title', 'names \\"title\\", which cannot be declared'],
    ['attr.=x', 'attr.', 'names an attribute that cannot be declared'],
    ['sort=attr.votes', 'sort', '{\\"name\\": \\"votes\\", \\"type\\": \\"...\\", \\"sort\\": true}'],
    ['sort=-attr.imdbId', 'sort', 'needs \\"sort\\": true in the declaration of the attribute \\"imdbId\\"'],
    ['sort=attr.tagline', 'sort', 'the type text allows only filter'],
    ['facets=genre,attr.votes', 'facets', 'needs a declaration'],
    ['facets=attr.rating', 'facets', 'the type number allows only filter and sort'],
    ['facets=attr.tagline', 'facets', 'the type text allows only filter'],
    ['facets=attr.imdbId', 'facets', 'needs \\"facet\\": true'],
  ])('%s is refused, and %s is named', async (query, parameter, detail) => {
    const answer = await call(`${api.url}/v1/films?${query}`);
    expectProblem(answer, 400, `"parameter":"${parameter}"`);
    expect(JSON.stringify(answer.body['errors'])).toContain(detail);
  });
});

describe('a bad value of a declared attribute', () => {
  test.each([
    ['attr.rating=high', 'must be a number such as 8'],
    ['attr.rating=..', 'must be a number such as 8'],
    ['attr.rating=7...9', 'must be a number such as 8'],
    ['attr.rating=1e3', 'must be a number such as 8'],
    ['attr.rating=9..7', 'must not begin after its end'],
    ['attr.rating=', 'must be a number such as 8'],
    ['attr.restored=%20', 'Invalid option'],
    ['attr.rating=1&attr.rating=2', 'is given more than once'],
    ['attr.restored=yes', 'Invalid option'],
    [`attr.studio=${'x'.repeat(201)}`, 'Too big'],
  ])('%s is refused', async (query, detail) => {
    const answer = await call(`${api.url}/v1/films?${query}`);
    expectProblem(answer, 400, '"parameter":"attr.');
    expect(JSON.stringify(answer.body)).toContain(detail);
  });

  test('a blank text counts as absent', async () => {
    expect((await call(`${api.url}/v1/films?attr.studio=&attr.tagline=%20`)).body['total']).toBe(3);
  });

  test('negative numbers and decimals are numbers', async () => {
    expect(titlesOf(await call(`${api.url}/v1/films?attr.rating=-1.5..7.4`))).toBe('Sea of Glass');
  });
});

test('an edited attribute is found at once, and a value of another type is kept but not found', async () => {
  const json = { title: 'Edited', year: 2022, rating: 9.5 };
  const { headers } = await call(`${api.url}/v1/films`, { method: 'POST', json });
  expect(titlesOf(await call(`${api.url}/v1/films?attr.rating=9..`))).toBe('Edited');
  const edit = { method: 'PATCH', headers: { 'if-match': headers.get('etag') ?? '' }, json: { rating: '9.5' } };
  expect((await call(`${api.url}/v1/films/edited-2022`, edit)).body['rating']).toBe('9.5');
  expect((await call(`${api.url}/v1/films?attr.rating=9..`)).body['total']).toBe(0);
  await call(`${api.url}/v1/films/edited-2022`, { method: 'DELETE', headers: { 'if-match': '*' } });
});

test('pages with a cursor, and refuses the cursor if the filter has another value', async () => {
  const first = await call(`${api.url}/v1/films?attr.rating=7..&sort=-attr.rating&limit=2`);
  expect(titlesOf(first)).toBe('Old Harbour, Glass Harbour');
  const cursor = String(first.body['nextCursor']);
  const second = await call(`${api.url}/v1/films?attr.rating=7..&sort=-attr.rating&limit=2&cursor=${cursor}`);
  expect(titlesOf(second)).toBe('Sea of Glass');
  const other = await call(`${api.url}/v1/films?attr.rating=6..&sort=-attr.rating&limit=2&cursor=${cursor}`);
  expectProblem(other, 400, '"parameter":"cursor"');
});

test('/v1/openapi.json lists the parameters of the declared attributes, and is valid', async () => {
  const { body } = await call(`${api.url}/v1/openapi.json`);
  const { errors } = await new Validator().validate(structuredClone(body));
  expect(errors ?? []).toEqual([]);
  const { paths } = body as { paths: Record<string, { get: { parameters: { name: string; schema: object }[] } }> };
  const parameters = paths['/v1/films']?.get.parameters ?? [];
  const schemaOf = (name: string) => parameters.find((each) => each.name === name)?.schema;
  expect(DECLARED.map(({ name }) => schemaOf(`attr.${name}`))).not.toContain(undefined);
  expect(schemaOf('attr.restored')).toEqual({ type: 'string', enum: ['true', 'false'] });
  expect(JSON.stringify(schemaOf('sort'))).toContain('"-attr.rating"');
  expect(JSON.stringify(schemaOf('facets'))).toContain('"attr.studio"');
});
