import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { searchQuerySchemaFor } from '../../src/adapters/driving/http/search-schemas.ts';
import { Validator } from '@seriousme/openapi-schema-validator';
import { ANSWERS } from '../../src/adapters/driving/http/answer-schemas.ts';
import { ACCESS } from '../../src/adapters/driving/http/authorization.ts';
import { call } from '../../testing/api/client.ts';
import { startApi, type TestApi } from '../../testing/api/start-api.ts';

type Schema = Record<string, unknown>;
type Operation = {
  operationId: string;
  parameters: { name: string; in: string; schema: Schema }[];
  responses: Record<string, { content?: Record<string, { schema: Schema }> }>;
  requestBody?: { content: Record<string, { schema: Schema }> };
};
type Document = {
  openapi: string;
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, Schema> };
};

let api: TestApi;
let document: Document;

beforeAll(async () => {
  api = await startApi();
  document = (await call(`${api.url}/v1/openapi.json`)).body as unknown as Document;
});

afterAll(() => api.close());

describe('/v1/openapi.json', () => {
  test('is a valid OpenAPI 3.1 document', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(structuredClone(document as Record<string, unknown>));
    expect(errors ?? []).toEqual([]);
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  test('describes every route with its parameters', () => {
    const operations = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.keys(methods).map((method) => `${method.toUpperCase()} ${path}`),
    );
    expect(operations.sort()).toEqual(Object.keys(ACCESS).sort());
    const search = document.paths['/v1/films']?.['get'];
    const inQuery = search?.parameters.filter((parameter) => parameter.in === 'query').map(({ name }) => name);
    expect(inQuery).toEqual(Object.keys(searchQuerySchemaFor([]).shape));
    expect(search?.parameters.find(({ name }) => name === 'limit')?.schema).toMatchObject({
      type: 'integer',
      minimum: 1,
      maximum: 100,
      default: 20,
    });
    expect(document.components.schemas['NewFilm']).toMatchObject({ required: ['title', 'year'] });
    expect(Object.keys(document.paths['/v1/films/{id}']?.['patch']?.requestBody?.content ?? {})).toEqual([
      'application/merge-patch+json',
      'application/json',
    ]);
  });

  const versioned = ['put', 'patch', 'delete'].map((method) => [method, '/v1/films/{id}', 'If-Match'] as const);
  test.each<readonly [readonly [string, string, string], { valid: readonly string[]; invalid: readonly string[] }]>([
    [['get', '/v1/movies/{id}', 'id'], { valid: ['1', '9999999999'], invalid: ['', '0', '01', 'x', '99999999999'] }],
    ...[
      ...['get', 'put', 'patch', 'delete'].map((method) => [method, '/v1/films/{id}', 'id'] as const),
      ['get', '/v1/films/{id}/similar', 'id'] as const,
    ].map((parameter) => [parameter, { valid: ['jaws-1975'], invalid: ['', 'Jaws', 'a b', 'x'.repeat(129)] }] as const),
    ...versioned.map(
      (parameter) =>
        [parameter, { valid: ['*', '"3"', 'W/"3"', '"a,b", "3"'], invalid: ['', '3', '"3" "4"', '"3",'] }] as const,
    ),
    [['post', '/v1/films', 'Idempotency-Key'], { valid: ['"a-1"', 'a-1'], invalid: ['', '""', 'a,b'] }],
    [['get', '/v1/films', 'q'], { valid: ['', ' ', 'jaws', 'a\tb'], invalid: ['\0', 'a\u001fb'] }],
    [['get', '/v1/films', 'cursor'], { valid: ['WzQsMV0'], invalid: ['a b', 'é', '\0'] }],
    [['get', '/v1/suggestions', 'q'], { valid: ['j', ' j '], invalid: ['', ' ', 'j\0'] }],
    [['get', '/v1/movies', 'query'], { valid: ['jaws'], invalid: ['', ' ', 'j\0'] }],
    [['delete', '/v1/movies/cache', 'query'], { valid: ['jaws'], invalid: ['', ' ', 'j\0'] }],
    [['get', '/v1/people/{name}', 'name'], { valid: ['Ann', ' Ann'], invalid: ['', ' ', 'Ann\0'] }],
  ])('describes the valid values of %j', ([method, path, name], { valid, invalid }) => {
    const parameter = document.paths[path]?.[method]?.parameters.find((one) => one.name === name);
    // JSON Schema wants patterns to be valid in Unicode mode.
    const pattern = new RegExp(String(parameter?.schema['pattern']), 'u');
    expect(valid.filter((value) => !pattern.test(value))).toEqual([]);
    expect(invalid.filter((value) => pattern.test(value))).toEqual([]);
  });

  test('describes bodies as strictly as they are checked', () => {
    const { NewFilm, FilmReplacement, FilmPatch, AttributeValue } = document.components.schemas;
    const bodyOf = (method: string, path: string) =>
      document.paths[path]?.[method]?.requestBody?.content['application/json']?.schema;
    expect(bodyOf('post', '/v1/films')).toEqual({ $ref: '#/components/schemas/NewFilm' });
    expect(bodyOf('put', '/v1/films/{id}')).toEqual({ $ref: '#/components/schemas/FilmReplacement' });
    expect(bodyOf('patch', '/v1/films/{id}')).toEqual({ $ref: '#/components/schemas/FilmPatch' });
    expect(NewFilm).toMatchObject({ properties: { id: { pattern: '^[a-z0-9-]{1,128}$' } } });
    // The id of an existing film cannot be changed.
    for (const schema of [FilmReplacement, FilmPatch]) {
      expect(schema).toMatchObject({ properties: { id: { readOnly: true } } });
    }
    const nullable = { anyOf: [{ type: 'array', maxItems: 500 }, { type: 'null' }] };
    expect(FilmPatch).toMatchObject({ properties: { title: { type: 'string' }, cast: nullable } });
    expect(FilmPatch).not.toHaveProperty('required');
    for (const schema of [NewFilm, FilmReplacement, FilmPatch]) {
      expect(schema).toMatchObject({
        additionalProperties: { $ref: '#/components/schemas/AttributeValue' },
        propertyNames: { maxLength: 100, not: { enum: ['__proto__', 'constructor'] } },
      });
    }
    expect(AttributeValue).toBeDefined();
  });

  test('describes the answer to headers that are too large', async () => {
    const headers = { 'x-long': 'x'.repeat(20_000) };
    const { status, text } = await call(`${api.url}/v1/films`, { headers });
    expect({ status, text }).toEqual({ status: 431, text: '' });
    expect(document.paths['/v1/films']?.['get']?.responses['431']).not.toHaveProperty('content');
  });

  test('matches real answers', async () => {
    const film = {
      title: 'Described',
      year: 2001,
      cast: ['A B'],
      genres: ['Noir'],
      thumbnail: 'https://example.org/a.jpg',
      thumbnailWidth: 1,
      thumbnailHeight: 2,
      popularity: 62.5,
      alternativeTitles: ['One more'],
      plot: 'A thief meets a detective.',
    };
    const created = await call(`${api.url}/v1/films`, { method: 'POST', json: film });
    ANSWERS.Film.parse(created.body);
    await call(`${api.url}/v1/films`, { method: 'POST', json: { ...film, title: 'Described Again' } });
    const search = await call(`${api.url}/v1/films?q=described+b&facets=genre,decade,cast&limit=1`);
    expect(ANSWERS.SearchResult.strict().parse(search.body)).toEqual(search.body);
    const suggestions = await call(`${api.url}/v1/suggestions?q=a`);
    expect(ANSWERS.Suggestions.strict().parse(suggestions.body)).toEqual(suggestions.body);
    const similar = await call(`${api.url}/v1/films/described-2001/similar`);
    expect(ANSWERS.SimilarFilms.strict().parse(similar.body)).toEqual(similar.body);
    const problem = await call(`${api.url}/v1/films?limit=0&x=1`);
    expect(ANSWERS.Problem.strict().parse(problem.body)).toEqual(problem.body);
    ANSWERS.Config.strict().parse((await call(`${api.url}/v1/config`)).body);
    ANSWERS.Health.strict().parse((await call(`${api.url}/v1/health`)).body);
  });
});
