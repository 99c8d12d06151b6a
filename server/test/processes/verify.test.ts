import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { buildWhenStale } from '../../../scripts/build-when-stale.ts';
import { verify, type Report } from '../../../scripts/verify/verify.ts';
import { developmentIdentity } from '../../src/adapters/local/oidc/development-identity.ts';
import { mintDevelopmentToken } from '../../src/adapters/local/oidc/development-token.ts';
import { call } from '../../testing/api/client.ts';
import { importFilms, makeDataDir, runProgram, startProduct, tokenOf } from '../../testing/processes/product.ts';
import { TmdbDouble } from '../../testing/tmdb-double/server.ts';
import {
  FaultyProxy,
  type ProxiedAnswer,
  type ProxiedRequest,
  type ProxyFault,
} from '../../testing/verify/faulty-proxy.ts';

const SCRIPT = join(import.meta.dirname, '../../../scripts/verify/main.ts');

let data: Awaited<ReturnType<typeof makeDataDir>>;
let double: TmdbDouble;
let product: Awaited<ReturnType<typeof startProduct>>;
let token: string;
let writeToken: string;
let proxy: FaultyProxy;

beforeAll(async () => {
  await buildWhenStale('page');
  data = await makeDataDir();
  double = await TmdbDouble.start();
  product = await startProduct(data.path, {
    MARQUEE_TMDB_URL: double.url,
    MARQUEE_TMDB_IMAGE_URL: double.imageUrl,
    MARQUEE_TMDB_TOKEN: double.token,
  });
  token = await tokenOf(data.path);
  writeToken = await mintDevelopmentToken(await developmentIdentity(data.path), ['films:write'], Date.now());
  proxy = await FaultyProxy.start(product.url);
});
beforeEach(() => {
  proxy.fault = {};
});
afterAll(async () => {
  proxy.close();
  product.process.kill('SIGKILL');
  await product.ended;
  await double.close();
  await data.remove();
});

/** Names of the checks with this outcome. */
function namesOf({ results }: Report, outcome: string): string[] {
  return results.filter((one) => one.outcome === outcome).map(({ name }) => name);
}

/** The ids of the films that a verification has created and not deleted. */
async function leftBehind(): Promise<string[]> {
  const { body } = await call(`${product.url}/v1/films?yearFrom=1901&yearTo=1901&limit=100`);
  return (body['items'] as { id: string }[]).map(({ id }) => id).filter((id) => id.startsWith('marquee-verification-'));
}

function command(args: readonly string[], settings: Record<string, string> = {}) {
  return runProgram(process.execPath, [SCRIPT, ...args], settings);
}

describe('npm run verify', () => {
  test('finds nothing wrong with a real server, leaves nothing behind, and keeps a report without the token', async () => {
    const file = join(data.path, 'report.md');
    const running = command([product.url, '--report', file], { MARQUEE_TOKEN: token });
    expect([await running.ended, running.output()]).toEqual([0, expect.not.stringMatching(/^BAD/m)]);
    expect(running.output()).toMatch(/\d+ good, 0 bad, 0 skipped: http/);
    const report = await readFile(file, 'utf8');
    expect(report).toContain(`- address: ${product.url}\n`);
    expect(report).toMatch(
      /- date: 20\d\d-[^]*- version: 0\.1\.0\n[^]*\| search by title \| 100 \| [\d.]+ \| [\d.]+ \|/,
    );
    expect(running.output() + report).not.toContain(token);
    expect(await leftBehind()).toEqual([]);
  });

  test('skips what needs a token if there is none, says so, and keeps a report for programs', async () => {
    const file = join(data.path, 'report.json');
    const running = command([product.url, '--report', file]);
    expect([await running.ended, running.output()]).toEqual([0, expect.not.stringMatching(/^BAD/m)]);
    expect(running.output()).toContain(
      'skip  create a film: needs a token with the scope films:write in MARQUEE_TOKEN',
    );
    const report = JSON.parse(await readFile(file, 'utf8')) as Report;
    expect(report).toMatchObject({ address: product.url, version: '0.1.0', firstRequestMs: expect.any(Number) });
    expect(namesOf(report, 'skipped')).toContain('a purge empties the cache of the search');
    expect(report.timings.map(({ what }) => what)).toEqual([
      'search by title',
      'read a film',
      'live movies from the cache',
    ]);
  });

  test('skips the purge if the token allows only writes', async () => {
    const reading = `x.${Buffer.from(JSON.stringify({ scope: 'openid' })).toString('base64url')}.x`;
    const report = await verify({ address: product.url, token: reading, timedRequests: 1 });
    expect(report.results.find(({ name }) => name === 'a purge empties the cache of the search')).toMatchObject({
      outcome: 'skipped',
      seen: 'the token in MARQUEE_TOKEN lacks the scope cache:purge',
    });
    expect(namesOf(report, 'bad')).toEqual([]);
  });

  test('accepts that an authorizer of API Gateway refuses writes in place of Marquee', async () => {
    const refused = {
      status: 401,
      headers: { 'content-type': 'application/json' },
      text: '{"message":"Unauthorized"}',
    };
    proxy.fault = {
      request: ({ method, headers }) =>
        ['POST', 'DELETE'].includes(method) && headers['authorization'] !== `Bearer ${writeToken}`
          ? refused
          : undefined,
    };
    const report = await verify({ address: proxy.url, token: writeToken, timedRequests: 1 });
    expect(namesOf(report, 'bad')).toEqual([]);
  });

  test('reads what it has written past a shared cache', async () => {
    // A real cache keeps an answer for a second. This one keeps it for ever, so that the test does not depend on time.
    const kept = new Map<string, ProxiedAnswer>();
    const mayBeKept = ({ method, path, headers }: ProxiedRequest) =>
      method === 'GET' && path.startsWith('/v1/films/marquee-') && headers['authorization'] === undefined;
    proxy.fault = {
      request: (request) => (mayBeKept(request) ? kept.get(request.path) : undefined),
      answer: (answer, request) => {
        const isShared = answer.headers['cache-control']?.includes('s-maxage') === true;
        if (isShared && mayBeKept(request)) kept.set(request.path, answer);
      },
    };
    const report = await verify({ address: proxy.url, token, timedRequests: 1 });
    expect(namesOf(report, 'bad')).toEqual([]);
  });

  test('says in words that nothing answers', async () => {
    const running = command(['http://127.0.0.1:1']);
    expect([await running.ended, running.output()]).toEqual([
      1,
      expect.stringMatching(/^http:\/\/127\.0\.0\.1:1 does not answer: .*(?:ECONNREFUSED|bad port)/),
    ]);
    const nowhere = command(['http://nowhere.invalid']);
    expect([await nowhere.ended, nowhere.output()]).toEqual([
      1,
      expect.stringMatching(/^http:\/\/nowhere\.invalid does not answer: /),
    ]);
  });

  test.each([
    [[]],
    [['localhost:3030']],
    [['http://localhost:3030/v1']],
    [['http://someone:secret@localhost:3030']],
    [['http://localhost:3030', '--wait', 'long']],
    [['http://localhost:3030', '--token', 'secret']],
  ])('refuses the arguments %j', async (args) => {
    const running = command(args);
    expect(await running.ended).toBe(2);
    expect(running.output()).toContain('Usage: npm run verify');
    expect(running.output()).not.toContain('someone:secret');
  });

  test('deletes its film when it is interrupted', async () => {
    const running = command([proxy.url], { MARQUEE_TOKEN: token });
    proxy.fault = {
      request: ({ method }) => {
        if (method === 'PATCH') running.process.kill('SIGINT');
        return undefined;
      },
    };
    expect([await running.ended, running.output()]).toEqual([130, expect.stringContaining('Interrupted')]);
    expect(running.output()).toContain('good  create a film');
    expect(await leftBehind()).toEqual([]);
  });

  test('repeats failing checks with --wait, for a Marquee that has just been installed', async () => {
    let requests = 0;
    proxy.fault = {
      request: ({ path }) => {
        if (path === '/v1/health') requests += 1;
        return requests === 1 && path === '/v1/health' ? { status: 503, headers: {}, text: '' } : undefined;
      },
    };
    const running = command([proxy.url, '--wait', '600']);
    expect([await running.ended, running.output()]).toEqual([0, expect.not.stringMatching(/^BAD/m)]);
    expect(requests).toBeGreaterThan(1);
  });
});

test('skips the filter by director if no film has one', async () => {
  proxy.fault = editing(
    ({ path }) => path.includes('facets=director'),
    ({ facets }) => Object.assign(facets as object, { director: [] }),
  );
  const report = await verify({ address: proxy.url, token: undefined, timedRequests: 1 });
  expect(report.results.find(({ name }) => name === 'filter by director and year')).toMatchObject({
    outcome: 'skipped',
    seen: 'no film has a director',
  });
  expect(namesOf(report, 'bad')).toEqual([]);
});

test('finds nothing wrong with a catalogue that is not the sample', async () => {
  const own = await makeDataDir();
  const file = join(own.path, 'films.json');
  await writeFile(
    file,
    JSON.stringify([
      { title: '七人の侍', year: 1954, cast: ['三船敏郎'], genres: [] },
      { title: '8½', year: 1963, cast: [], genres: [] },
      { title: 'M', year: 1931, directors: ['Fritz Lang'], cast: [], genres: ['Sci-Fi'] },
    ]),
  );
  await importFilms(own.path, file);
  const small = await startProduct(own.path);
  try {
    const report = await verify({ address: small.url, token: await tokenOf(own.path), timedRequests: 3 });
    expect(report.results.filter(({ outcome }) => outcome === 'bad')).toEqual([]);
    expect(namesOf(report, 'skipped')).toContain('search with a typo');
  } finally {
    small.process.kill('SIGKILL');
    await small.ended;
    await own.remove();
  }
});

/** Changes the JSON of an answer. */
function edit(answer: ProxiedAnswer, change: (body: Record<string, unknown>) => void): void {
  if (!answer.headers['content-type']?.includes('json')) return;
  const body = JSON.parse(answer.text) as Record<string, unknown>;
  change(body);
  answer.text = JSON.stringify(body);
}

function without(header: string, isMeant: (path: string) => boolean): ProxyFault {
  return {
    answer: ({ headers }, { path }) => {
      if (isMeant(path)) Reflect.deleteProperty(headers, header);
    },
  };
}

function withoutParameters(...names: string[]): ProxyFault {
  return {
    request: (request) => {
      const url = new URL(request.path, 'http://localhost');
      for (const name of names) url.searchParams.delete(name);
      request.path = url.pathname + url.search;
      return undefined;
    },
  };
}

const isApi = (path: string) => path.startsWith('/v1/');
const isError = ({ status }: ProxiedAnswer) => status >= 400;

/** Answers some requests in place of the server. */
function answering(status: number, isMeant: (request: ProxiedRequest) => boolean): ProxyFault {
  const headers = { 'content-type': 'application/json' };
  return { request: (request) => (isMeant(request) ? { status, headers, text: '{}' } : undefined) };
}

/** Adds headers to some requests. */
function adding(headers: Record<string, string>, isMeant: (request: ProxiedRequest) => boolean): ProxyFault {
  return {
    request: (request) => {
      if (isMeant(request)) Object.assign(request.headers, headers);
      return undefined;
    },
  };
}

/** Drops headers of requests. */
function dropping(name: string): ProxyFault {
  return {
    request: ({ headers }) => {
      Reflect.deleteProperty(headers, name);
      return undefined;
    },
  };
}

function editing(isMeant: (request: ProxiedRequest) => boolean, change: (body: Record<string, unknown>) => void) {
  return {
    answer: (answer: ProxiedAnswer, request: ProxiedRequest) => {
      if (isMeant(request)) edit(answer, change);
    },
  };
}

function withCacheStatus(status: string): ProxyFault {
  return editing(isMovies, ({ cache }) => {
    if (cache) Object.assign(cache, { status });
  });
}

/** Replaces a part of every page. */
function rewriting(from: string, to: string): ProxyFault {
  return {
    answer: (answer) => {
      answer.text = answer.text.replace(from, to);
    },
  };
}

const isMovies = ({ path }: ProxiedRequest) => path.startsWith('/v1/movies?');
const ERRORS = [
  'error of GET /v1/films?limit=0',
  'error of GET /v1/films?yearFrom=nineteen',
  'error of GET /v1/films?sort=nothing',
  'error of GET /v1/films?cursor=nothing',
  'error of GET /v1/films?nothing=1',
  'error of GET /v1/movies?query=verification&page=501',
];
const CHANGES = [
  'change a film (PATCH)',
  'replace a film (PUT)',
  'delete a film',
  'search no longer finds the deleted film',
];
const ALL_ERRORS = [
  ...ERRORS,
  'error of GET /v1/films/no-such-film-of-the-verification',
  'error of GET /v1/nothing',
  'error of PUT /v1/films',
];

/** Faults between the command and a good server, and the checks that must be bad. */
const FAULTS: Record<string, { fault: () => ProxyFault; bad: string[] }> = {
  'health fails': { fault: () => answering(503, ({ path }) => path === '/v1/health'), bad: ['health'] },
  'search ignores the text': {
    fault: () => withoutParameters('q'),
    bad: ['search for a word that no film has', 'suggestions', 'search finds the new film'],
  },
  'filters are ignored': {
    fault: () => withoutParameters('genre', 'cast', 'director', 'yearFrom', 'yearTo'),
    bad: [
      'filter by genre and year',
      'filter by cast and year',
      'filter by director and year',
      'facets',
      ALL_ERRORS[1] ?? '',
    ],
  },
  'filters other than the years are ignored': {
    fault: () => withoutParameters('genre', 'cast', 'director'),
    bad: ['filter by genre and year', 'filter by cast and year', 'filter by director and year', 'facets'],
  },
  'a shared cache sends what it kept, because the API fails': {
    fault: () => ({
      answer: ({ headers }, { path }) => {
        if (path.endsWith('/similar')) headers['age'] = '30';
      },
    }),
    bad: ['similar films'],
  },
  'the order is ignored': { fault: () => withoutParameters('sort'), bad: ['order by year', ALL_ERRORS[2] ?? ''] },
  'the cursor is ignored': {
    fault: () => withoutParameters('cursor'),
    bad: ['pages of results', ALL_ERRORS[3] ?? ''],
  },
  'facets count one too many': {
    fault: () =>
      editing(
        ({ path }) => path.includes('facets='),
        ({ facets }) => {
          for (const counts of Object.values(facets as Record<string, { count: number }[]>))
            for (const one of counts) one.count += 1;
        },
      ),
    bad: ['facets'],
  },
  'films have no ETag': {
    fault: () => without('etag', (path) => path.startsWith('/v1/films/')),
    bad: ['a film', ...CHANGES],
  },
  'errors are answered with 200': {
    fault: () => ({
      answer: (answer) => {
        if (isError(answer)) answer.status = 200;
      },
    }),
    bad: [
      ...ALL_ERRORS,
      'a write without a token is refused',
      'a write with an invalid token is refused',
      'an invalid film is refused',
      'a change without the version, or with an old one, is refused',
      'delete a film',
      'a purge without a token is refused',
      'links to nothing',
      'a missing file of the page',
      'clean-up',
    ],
  },
  'errors are plain JSON': {
    fault: () => ({
      answer: (answer) => {
        if (isError(answer)) answer.headers['content-type'] = 'application/json';
      },
    }),
    bad: [
      ...ALL_ERRORS,
      'an invalid film is refused',
      'a change without the version, or with an old one, is refused',
      'delete a film',
      'links to nothing',
    ],
  },
  'errors name no field': {
    fault: () =>
      editing(
        () => true,
        (body) => Reflect.deleteProperty(body, 'errors'),
      ),
    bad: [...ERRORS, 'an invalid film is refused'],
  },
  'writes need no token': {
    fault: () => adding({ authorization: `Bearer ${token}` }, ({ method }) => method !== 'GET'),
    bad: [
      'a write without a token is refused',
      'a write with an invalid token is refused',
      'a purge without a token is refused',
    ],
  },
  'a refusal of a write asks for no token': {
    fault: () => without('www-authenticate', isApi),
    bad: ['a write without a token is refused', 'a write with an invalid token is refused'],
  },
  'versions are ignored': {
    fault: () => adding({ 'if-match': '*' }, ({ method }) => method === 'PATCH'),
    bad: ['a change without the version, or with an old one, is refused'],
  },
  'a repeated creation is refused': {
    fault: () => dropping('idempotency-key'),
    bad: [
      'create a film',
      'search finds the new film',
      'a change without the version, or with an old one, is refused',
      ...CHANGES,
    ],
  },
  'the first deletion is lost': {
    fault: () => {
      let isLost = false;
      return {
        request: ({ method }) => {
          if (method !== 'DELETE' || isLost) return undefined;
          isLost = true;
          return { status: 204, headers: {}, text: '' };
        },
      };
    },
    bad: ['delete a film', 'search no longer finds the deleted film'],
  },
  'the cache never hits': {
    fault: () => withCacheStatus('miss'),
    bad: ['live movies: the same search hits the cache'],
  },
  'the cache always hits': {
    fault: () => withCacheStatus('hit'),
    bad: ['live movies: a new search misses the cache'],
  },
  'Cache-Status is missing': {
    fault: () => without('cache-status', () => true),
    bad: ['live movies: a new search misses the cache', 'live movies: the same search hits the cache'],
  },
  'the page is missing': {
    fault: () => answering(404, ({ path }) => path === '/'),
    bad: ['page', 'files of the page', 'content security policy of the page', 'security headers of the page'],
  },
  'a script of the page is missing': {
    fault: () => answering(404, ({ path }) => /^\/assets\/react-.*\.js$/.test(path)),
    bad: ['files of the page'],
  },
  'Swagger UI is missing': {
    fault: () => answering(404, ({ path }) => path === '/docs-assets/swagger-ui-bundle.js'),
    bad: ['API docs'],
  },
  'files of the page are not cached': {
    fault: () => without('cache-control', (path) => path.startsWith('/assets/')),
    bad: ['files of the page'],
  },
  'links into the page lead nowhere': {
    fault: () => answering(404, ({ path }) => path.startsWith('/films/')),
    bad: ['links into the page', 'links to nothing', 'link previews'],
  },
  'the page of a film has no description': {
    fault: () => rewriting('property="og:description"', 'property="nothing"'),
    bad: ['link previews'],
  },
  'the sitemap is missing': {
    fault: () => answering(404, ({ path }) => path === '/robots.txt'),
    bad: ['search engines'],
  },
  'the page may run inline scripts': {
    fault: () => ({
      answer: ({ headers }) => {
        const policy = headers['content-security-policy'];
        if (policy) headers['content-security-policy'] = policy.replace("script-src 'self'", "$& 'unsafe-inline'");
      },
    }),
    bad: ['content security policy of the page'],
  },
  'the page may not reach the issuer': {
    fault: () => ({
      answer: ({ headers }) => {
        const policy = headers['content-security-policy'];
        if (policy) headers['content-security-policy'] = policy.replace(/connect-src [^;]*/, "connect-src 'self'");
      },
    }),
    bad: ['content security policy of the page'],
  },
  'nosniff is missing': {
    fault: () => without('x-content-type-options', isApi),
    bad: ['security headers of the API', 'security headers of an error'],
  },
  'any origin may read the API': {
    fault: () => ({
      answer: ({ headers }) => {
        headers['access-control-allow-origin'] = '*';
      },
    }),
    bad: ['CORS: pages of other origins'],
  },
  'a timed search fails': {
    // Only the timed searches have neither a limit nor the title of the verification's own film.
    fault: () => answering(500, ({ path }) => /^\/v1\/films\?q=(?!Verification)[^&]*$/.test(path)),
    bad: ['time to search by title'],
  },
};

/**
 * Checks that may take a while to succeed. If one of them must be bad, the test waits for only {@link SHORT_MS}, which
 * is enough for the other checks even on a slow machine.
 */
const EVENTUAL = [
  'search finds the new film',
  'search no longer finds the deleted film',
  'live movies: the same search hits the cache',
];
const SHORT_MS = 5_000;

describe('a fault is reported:', () => {
  test.each(Object.entries(FAULTS))('%s', async (_, { fault, bad }) => {
    proxy.fault = fault();
    // The token lacks the scope for purges, because a purge takes a few seconds.
    const verification = { address: proxy.url, token: writeToken, timedRequests: 5 };
    const isEventual = bad.some((name) => EVENTUAL.includes(name));
    const report = await verify({ ...verification, ...(isEventual && { eventuallyMs: SHORT_MS }) });
    expect(namesOf(report, 'bad')).toEqual(bad);
    proxy.fault = {};
    expect(await leftBehind()).toEqual([]);
  });

  test('a film that cannot be deleted, which the report names', async () => {
    proxy.fault = answering(503, ({ method, path }) => method === 'DELETE' && path.startsWith('/v1/films/'));
    const report = await verify({ address: proxy.url, token: writeToken, timedRequests: 1, eventuallyMs: SHORT_MS });
    expect(namesOf(report, 'bad')).toEqual(['delete a film', 'search no longer finds the deleted film', 'clean-up']);
    const [id = ''] = await leftBehind();
    expect(report.results.find(({ name }) => name === 'clean-up')?.seen).toBe(
      `the film ${id}, which could not be deleted (status 503)`,
    );
    await call(`${product.url}/v1/films/${id}`, { method: 'DELETE', headers: { 'if-match': '*' } });
  });

  test('a purge that does nothing', async () => {
    proxy.fault = answering(202, ({ method, path }) => method === 'DELETE' && path.startsWith('/v1/movies/'));
    const report = await verify({ address: proxy.url, token, timedRequests: 1, eventuallyMs: SHORT_MS });
    expect(namesOf(report, 'bad')).toEqual([
      'a purge without a token is refused',
      'a purge empties the cache of the search',
    ]);
  });
});
