import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { runInNewContext } from 'node:vm';
import { ENVIRONMENTS } from '../config/environments.ts';
import { REQUEST_LIMIT_MS } from '../../server/src/composition/deployment.ts';
import { pageOrigin } from '../constructs/edge-functions.ts';
import { resourcesOf, synthesiseAll, type Resource } from './synthesised.ts';

const client = synthesiseAll(ENVIRONMENTS.slice(0, 1))['marquee-dev-client'];
assert.ok(client);
const [distribution] = resourcesOf(client, 'aws_cloudfront_distribution');
assert.ok(distribution);

/** Runs the code of a CloudFront Function in an empty context, because CloudFront does not have the globals of Node. */
function run(name: string, event: object): Record<string, unknown> {
  const code = resourcesOf(client ?? assert.fail(), 'aws_cloudfront_function').find((one) => one['name'] === name)?.[
    'code'
  ];
  assert.ok(typeof code === 'string');
  assert.ok(code.length < 10_000, 'CloudFront accepts at most 10 kB');
  const json = String(runInNewContext(`${code}; JSON.stringify(handler(event))`, { event }));
  return JSON.parse(json) as Record<string, unknown>;
}

const REWRITES: [from: string, to: string][] = [
  ['/', '/index.html'],
  ['/films/metropolis-1927', '/index.html'],
  ['/films/metropolis-1927/', '/index.html'],
  ['/movies/603', '/index.html'],
  ['/people/Clint%20Eastwood', '/index.html'],
  ['/people/Sammy%20Davis%20Jr.', '/index.html'],
  ['/people/J.K.%20Simmons', '/index.html'],
  ['/people/AC%2FD.C', '/index.html'],
  ['/assets/people/x.js', '/assets/people/x.js'],
  ['/a.b/c', '/index.html'],
  ['', '/index.html'],
  ['/index.html', '/index.html'],
  ['/assets/main-4f3a.js', '/assets/main-4f3a.js'],
  ['/docs-assets/swagger-ui.css', '/docs-assets/swagger-ui.css'],
  ['/favicon.ico', '/favicon.ico'],
  ['/assets/gone.js', '/assets/gone.js'],
];

for (const [from, to] of REWRITES) {
  test(`the path ${from || '(an empty path)'} of the page is served from the file ${to}`, () => {
    assert.equal(run('marquee-dev-paths', { request: { uri: from, method: 'GET' } })['uri'], to);
  });
}

test('the API learns which origin the viewer sees, and the viewer cannot choose it', () => {
  const request = {
    uri: '/films/x',
    headers: { host: { value: 'films.example.org' }, 'x-page-origin': { value: 'evil' } },
  };
  const { headers } = run('marquee-dev-origin', { request }) as { headers: Record<string, { value: string }> };
  assert.equal(headers['x-page-origin']?.value, 'https://films.example.org');
});

test('canonical addresses name the page’s own domain, whatever name the viewer used', () => {
  const code = pageOrigin('films.example.org');
  const request = { uri: '/films/x', headers: { host: { value: 'd1.cloudfront.net' } } };
  const json = String(runInNewContext(`${code}; JSON.stringify(handler(event))`, { event: { request } }));
  assert.match(json, /"x-page-origin":\{"value":"https:\/\/films\.example\.org"\}/);
});

test('the routes whose status and head depend on the catalogue go to the API, and are cached for as long as the API says', () => {
  const behaviour = distribution['default_cache_behavior'] as Resource | undefined;
  assert.equal(behaviour?.['target_origin_id'], '${var.api_domain == "" ? "page" : "api"}');
  const [association] = behaviour['function_association'] as Resource[];
  assert.match(String(association?.['function_arn']), /api_domain == "" \? \S*_paths_\S*\.arn : \S*_origin_\S*\.arn/);
  const policy = resourcesOf(client, 'aws_cloudfront_cache_policy').find(({ name }) => name === 'marquee-dev-routes');
  assert.deepEqual([policy?.['min_ttl'], policy?.['max_ttl']], [0, 31_536_000]);
  assert.match(JSON.stringify(policy), /"items":\["x-page-origin"\]/);
});

test('the files of the page and the routes that are the same for everybody come from the bucket, even while the API is down', () => {
  const [, ...behaviours] = distribution['ordered_cache_behavior'] as Resource[];
  const patterns = behaviours.map((one) => one['path_pattern']);
  for (const pattern of ['/', '/assets/*', '/index.html']) assert.ok(patterns.includes(pattern), pattern);
  for (const one of behaviours) assert.equal(one['target_origin_id'], 'page');
  // A distribution may have 25 behaviours without a request to AWS.
  assert.ok(behaviours.length < 20);
});

test('without an API, /v1/* answers with a problem like the API’s own, and the answer must not be stored', () => {
  const answer = run('marquee-dev-no-api', { request: { uri: '/v1/films' } }) as {
    statusCode: number;
    headers: Record<string, { value: string }>;
    body: string;
  };
  assert.equal(answer.statusCode, 503);
  assert.equal(answer.headers['content-type']?.value, 'application/problem+json');
  assert.equal(answer.headers['cache-control']?.value, 'no-store');
  const problem = JSON.parse(answer.body) as Record<string, unknown>;
  assert.equal(problem['status'], 503);
  assert.equal(problem['code'], 'api-not-connected');
});

test('only requests for the page are rewritten, never responses: a 404 of the API stays a 404', () => {
  for (const error of distribution['custom_error_response'] as Resource[]) {
    assert.deepEqual([error['response_code'], error['response_page_path']], [undefined, undefined]);
  }
  const [api] = distribution['ordered_cache_behavior'] as Resource[];
  assert.equal(api?.['path_pattern'], '/v1/*');
  assert.equal(api['function_association'], undefined);
});

test('answers of the API are kept only if and as long as they say so, apart for each query and token, and errors for a second at most', () => {
  const [api] = distribution['ordered_cache_behavior'] as Resource[];
  assert.match(String(api?.['cache_policy_id']), /_api-caching_/);
  const policy = resourcesOf(client, 'aws_cloudfront_cache_policy').find(({ name }) => name === 'marquee-dev-api');
  assert.deepEqual([policy?.['min_ttl'], policy?.['default_ttl']], [0, 0]);
  const key = policy?.['parameters_in_cache_key_and_forwarded_to_origin'] as Record<string, unknown> | undefined;
  assert.deepEqual(key?.['query_strings_config'], { query_string_behavior: 'all' });
  assert.match(JSON.stringify(key['headers_config']), /"items":\["Authorization"\]/);
  const errors = distribution['custom_error_response'] as Resource[];
  const keptFor = (code: number) => errors.find((error) => error['error_code'] === code)?.['error_caching_min_ttl'];
  assert.deepEqual([404, 500, 502, 503, 504].map(keptFor), [0, 1, 1, 1, 1]);
});

test('CloudFront waits longer than the API’s own limit, once, and the page longer than CloudFront, so that it can send an old answer', () => {
  const { origin } = distribution['dynamic'] as { origin: { content: Record<string, unknown> } };
  const { origin_read_timeout: read } = origin.content['custom_origin_config'] as Record<string, unknown>;
  assert.ok(Number(read) * 1_000 > REQUEST_LIMIT_MS);
  assert.equal(origin.content['connection_attempts'], 1);
  const page = readFileSync(join(import.meta.dirname, '../../client/src/lib/api-client.ts'), 'utf8');
  const [, pageMs = ''] = /^const TIMEOUT_MS = ([\d_]+);$/m.exec(page) ?? [];
  const longestSec = Number(origin.content['connection_timeout']) + Number(read);
  assert.ok(Number(pageMs.replaceAll('_', '')) > longestSec * 1_000, `the page waits ${pageMs} ms`);
});

test('/v1/* goes to the API with all headers except Host; without an API the edge function answers', () => {
  const [api] = distribution['ordered_cache_behavior'] as Resource[];
  // This is the id of the managed policy AllViewerExceptHostHeader.
  assert.equal(api?.['origin_request_policy_id'], 'b689b0a8-53d0-40ab-baf2-68738e2966ac');
  assert.deepEqual([...(api['allowed_methods'] as string[])].sort(), [
    'DELETE',
    'GET',
    'HEAD',
    'OPTIONS',
    'PATCH',
    'POST',
    'PUT',
  ]);
  assert.match(JSON.stringify(api['dynamic']), /var\.api_domain == \\"\\" \? \[\\"503\\"\] : \[\]/);
  assert.match(JSON.stringify(distribution['dynamic']), /compact\(\[var\.api_domain\]\)/);
});

test('the files’ own Cache-Control decides, even when it forbids caching', () => {
  const [policy] = resourcesOf(client, 'aws_cloudfront_cache_policy');
  assert.equal(policy?.['min_ttl'], 0);
});
