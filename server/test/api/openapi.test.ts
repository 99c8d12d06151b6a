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
  requestBody?: { content: Record<string, unknown> };
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
    expect(search?.parameters.map(({ name }) => name)).toEqual(Object.keys(searchQuerySchemaFor([]).shape));
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
    ANSWERS.Health.strict().parse((await call(`${api.url}/v1/health`)).body);
  });
});
