import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { keepImportReport } from '../../src/application/films/keep-import-report.ts';
import { ANSWERS } from '../../src/adapters/driving/http/answer-schemas.ts';
import { readLambdaSettings } from '../../src/composition/config.ts';
import { readLocalConfig } from '../../src/composition/local-config.ts';
import { OBJECTIVES } from '../../src/composition/objectives.ts';
import { TOKENS } from '../../src/composition/tokens.ts';
import { decideWriteAccess } from '../../src/composition/write-access.ts';
import { call, expectProblem } from '../../testing/api/client.ts';
import { startApi, type TestApi } from '../../testing/api/start-api.ts';
import { TmdbDouble } from '../../testing/tmdb-double/server.ts';

/** Stands for every secret that an operator may have in a setting. */
const CANARY = 'canary-4711';

/** Settings whose values are free texts, each with a canary. */
const SECRETS = {
  MARQUEE_TMDB_TOKEN: CANARY,
  MARQUEE_OIDC_ISSUER: `https://${CANARY}.example.org`,
  MARQUEE_OIDC_AUDIENCE: CANARY,
  MARQUEE_DYNAMODB_ENDPOINT: `http://user:${CANARY}@localhost:1`,
  TLS_CERT: CANARY,
  TLS_KEY: CANARY,
};

let api: TestApi;

beforeAll(async () => {
  const { settings } = readLocalConfig(SECRETS);
  api = await startApi({ installation: { environment: 'somewhere', settings } });
});

afterAll(() => api.close());

const readStatus = async (scope: string) => {
  const authorization = `Bearer ${await api.issuer.token({ scope })}`;
  return call(`${api.url}/v1/status`, { headers: { authorization } });
};

test('answers what its schema says, and nothing secret', async () => {
  const { status, body, text, headers } = await readStatus('operations:read');
  expect(status).toBe(200);
  expect(headers.get('cache-control')).toBe('no-store');
  ANSWERS.Status.strict().parse(body);
  expect(body).toMatchObject({
    environment: 'somewhere',
    versions: { node: process.version },
    degraded: [],
    movies: { state: 'not-configured', covers: 'process', periods: [] },
    search: { films: 0, tailLength: 0, snapshot: { state: 'none' } },
    imports: [],
  });
  const settings = body['settings'] as { readonly name: string; readonly isSet: boolean }[];
  expect(settings.filter(({ isSet }) => isSet).map(({ name }) => name)).toEqual(Object.keys(SECRETS).toSorted());
  expect(settings.map(({ name }) => name)).toContain('MARQUEE_ENVIRONMENT');
  expect(text).not.toContain(CANARY);
});

test('names the settings of the Lambda without those of AWS and without values', () => {
  const settings = readLambdaSettings({ MARQUEE_FILMS_TABLE: CANARY, AWS_SECRET_ACCESS_KEY: CANARY });
  expect(settings).toContainEqual({ name: 'MARQUEE_FILMS_TABLE', isSet: true });
  expect(settings).toContainEqual({ name: 'MARQUEE_CACHE_TABLE', isSet: false });
  // This setting switches the metrics on.
  expect(settings).toContainEqual({ name: 'MARQUEE_ENVIRONMENT', isSet: false });
  expect(JSON.stringify(settings)).not.toMatch(/canary|AWS_/);
});

test('shows the last imports, the snapshot, the movie answers and the version of the function', async () => {
  const double = await TmdbDouble.start();
  const used = await startApi({
    provider: { url: double.url, imageUrl: double.imageUrl, token: double.token },
    installation: { functionVersion: '12', openScopes: new Set(['operations:read']) },
  });
  try {
    const { container } = used;
    const [clock, observer] = [container.get(TOKENS.clock), container.get(TOKENS.observer)];
    const counts = { rows: 3, created: 2, updated: 0, unchanged: 0, merged: 1, kept: 0, bad: 0 };
    await keepImportReport(
      container.get(TOKENS.importReports),
      { clock, observer },
      {
        ...{ location: `https://example.org/films.json?key=${CANARY}`, tookMs: 12.6, counts },
        quality: [{ rule: 'trim', count: 2, examples: [] }],
      },
    );
    const built = await container.get(TOKENS.rebuildSnapshot).execute();
    for (let i = 0; i < 2; i += 1) await call(`${used.url}/v1/movies?query=lantern`);
    const { body, text } = await call(`${used.url}/v1/status`, { anonymous: true });
    ANSWERS.Status.strict().parse(body);
    expect(body).toMatchObject({
      versions: { functionVersion: '12' },
      movies: { state: 'ready', breakerOpened: 0 },
      search: { snapshot: { state: 'published', ...(built.outcome === 'published' && { name: built.name }) } },
      imports: [{ location: 'https://example.org/films.json', tookMs: 13, counts, cleaned: { trim: 2 } }],
    });
    const { periods } = body['movies'] as { readonly periods: readonly Record<string, number>[] };
    const sum = (name: string) => periods.reduce((total, period) => total + (period[name] ?? 0), 0);
    expect([sum('answers'), sum('hits'), sum('saved')]).toEqual([2, 1, 1]);
    expect(text).not.toContain(CANARY);
  } finally {
    await used.close();
    await double.close();
  }
});

test('judges the objectives by the requests that were measured', async () => {
  await call(`${api.url}/v1/films?q=nothing`);
  const { body } = await readStatus('operations:read');
  const objectives = body['objectives'] as { readonly name: string; readonly state: string }[];
  const stateOf = (name: string) => objectives.find((one) => one.name === name)?.state;
  expect(objectives.map(({ name }) => name)).toEqual(['availability', ...OBJECTIVES.latency.map(({ route }) => route)]);
  expect(stateOf('availability')).toBe('met');
  expect(['met', 'missed']).toContain(stateOf('GET /v1/films'));
  expect(stateOf('GET /v1/movies')).toBe('unknown');
});

test('needs the scope, and the refusals name it', async () => {
  const without = await call(`${api.url}/v1/status`, { anonymous: true });
  expectProblem(without, 401);
  expect(without.headers.get('www-authenticate')).toContain('scope="operations:read"');
  const refused = await readStatus('films:write cache:purge');
  expectProblem(refused, 403);
  expect(refused.body['detail']).toContain('operations:read');
});

test('is open where the installation says so, and nothing else is', async () => {
  const open = await startApi({ installation: { openScopes: new Set(['operations:read']) } });
  try {
    expect((await call(`${open.url}/v1/status`, { anonymous: true })).status).toBe(200);
    expect((await call(`${open.url}/v1/config`)).body).toMatchObject({ isStatusOpen: true });
    expectProblem(await call(`${open.url}/v1/films`, { method: 'POST', json: {}, anonymous: true }), 401);
    // An empty requirement makes the token optional.
    expect((await call(`${open.url}/v1/openapi.json`)).body['paths']).toMatchObject({
      '/v1/status': { get: { security: [{ bearer: ['operations:read'] }, {}] } },
      '/v1/films': { post: { security: [{ bearer: ['films:write'] }] } },
    });
  } finally {
    await open.close();
  }
});

test('nobody can read it without an issuer, and the refusal says so', async () => {
  const settings = { issuer: undefined, audience: undefined, clientId: undefined, scope: '' };
  const closed = await startApi({ access: decideWriteAccess(settings, true) });
  try {
    const { status, body } = await call(`${closed.url}/v1/status`, { anonymous: true });
    expect(status).toBe(403);
    expect(body).toMatchObject({
      code: 'status-refused',
      detail: expect.stringMatching(/^No token is accepted: .*ISSUER/),
    });
  } finally {
    await closed.close();
  }
});

test('answers without the store, says what could not be read, and logs why', async () => {
  const broken = await startApi({ installation: { openScopes: new Set(['operations:read']) } });
  try {
    await broken.stopStore();
    const { status, body } = await call(`${broken.url}/v1/status`, { anonymous: true });
    expect(status).toBe(200);
    ANSWERS.Status.strict().parse(body);
    expect(body).toMatchObject({ imports: null, search: { snapshot: { state: 'unknown' } } });
    const failed = broken.observer.of('status-read-failed');
    expect(failed.map(({ what }) => what).toSorted()).toEqual(['imports', 'snapshot']);
    expect(failed[0]?.error).toMatchObject({ code: 'store-unavailable' });
  } finally {
    await broken.close();
  }
});
