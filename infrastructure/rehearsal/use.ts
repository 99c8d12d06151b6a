// Uses an installed environment as people and schedules do, and prints one line for each thing that works. REHEARSAL_OUTPUTS
// has the outputs of the environment's stacks as JSON. The rehearsal's proxy leads to the page's address.
import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { signIn } from './sign-in.ts';

type Json = Record<string, unknown>;

const GIVE_UP_AFTER_SEC = 90;
const outputs = JSON.parse(process.env['REHEARSAL_OUTPUTS'] ?? '{}') as Record<string, string>;
const { page_url: page = '', import_bucket: imports = '', snapshots_bucket: snapshots = '' } = outputs;
const { purge_queue_url: purges = '', purge_function: purge = '' } = outputs;
const environment = /^marquee-([a-z0-9]+)-/.exec(imports)?.[1] ?? '';

const IMPORTED = { title: 'The Rehearsal of Nobody', year: 1931, cast: ['Ada Nobody'], genres: ['Comedy'] };

const CHECKS: Readonly<Record<string, () => Promise<void>>> = {
  'the page comes from the bucket, with its security headers': async () => {
    const answer = await ask('/');
    expect(answer.status === 200 && (await answer.text()).includes('<div id="root">'), 'the page is not there');
    const policy = answer.headers.get('content-security-policy') ?? '';
    expect(policy.includes("default-src 'none'"), `the content security policy is ${policy}`);
    expect(answer.headers.get('strict-transport-security') !== null, 'there is no Strict-Transport-Security');
  },
  'a deep link into the page leads to the page, a missing file does not': async () => {
    const link = await ask('/people/Sammy%20Davis%20Jr.');
    expect(link.status === 200 && (await link.text()).includes('<div id="root">'), 'the deep link has no page');
    const file = await ask('/assets/missing.js');
    expect([403, 404].includes(file.status), `a missing file is answered with ${String(file.status)}`);
  },
  'an unknown route of the API is a 404 of the API': async () => {
    const answer = await ask('/v1/nothing');
    expect(answer.status === 404, `the status is ${String(answer.status)}`);
    expect(answer.headers.get('content-type') === 'application/problem+json', 'the answer is no problem of the API');
  },
  'search finds films of the sample, and filters them': async () => {
    const all = await getJson('/v1/films?limit=1');
    const some = await getJson('/v1/films?genre=Western&limit=1');
    expect(Number(all['total']) > Number(some['total']), 'the filter changes nothing');
    expect(Number(some['total']) > 0, 'there are no Westerns');
  },
  'a file in the import bucket becomes searchable': async () => {
    aws(['s3', 'cp', '-', `s3://${imports}/rehearsal.json`], JSON.stringify([IMPORTED]));
    await until('the imported film is found', async () => {
      const { items } = await getJson(`/v1/films?q=${encodeURIComponent(IMPORTED.title)}&limit=1`);
      return (items as Json[])[0]?.['title'] === IMPORTED.title;
    });
  },
  'the schedule has rebuilt the search snapshot': async () => {
    await until('there is a snapshot in the bucket', () => {
      const list = ['s3api', 'list-objects-v2', '--bucket', snapshots, '--query', 'length(Contents || `[]`)'];
      return Promise.resolve(Number(aws(list)) > 0);
    });
    const events = ['logs', 'filter-log-events', '--log-group-name', `/aws/lambda/marquee-${environment}-snapshot`];
    await until('the schedule has called the function', () =>
      Promise.resolve(Number(aws([...events, '--query', 'length(events)'])) > 0),
    );
  },
  'a live search misses the cache, then hits it': async () => {
    expect((await cacheOf('lantern')) === 'miss', 'the first search is no miss');
    await until('the second search is a hit', async () => (await cacheOf('lantern')) === 'hit');
  },
  'a purge on the queue empties the cache': async () => {
    send({ scope: { kind: 'all' } });
    await until('the search misses again', async () => (await cacheOf('lantern')) === 'miss');
  },
  'the message of the hourly sweep is carried out': async () => {
    const list = ['events', 'list-targets-by-rule', '--rule', `marquee-${environment}-sweep`];
    send(JSON.parse(aws([...list, '--query', 'Targets[0].Input', '--output', 'text'])) as Json);
    const events = ['logs', 'filter-log-events', '--log-group-name', `/aws/lambda/${purge}`];
    await until('the log says so', () =>
      Promise.resolve(/cache-purged.*sweep/.test(aws([...events, '--query', 'events[].message']))),
    );
  },
  ...(outputs['user_pool_id'] !== undefined && { 'somebody signs in with Cognito, and writes': writeSignedIn }),
  ...(outputs['origin_verify_sha256'] !== undefined && {
    'the API refuses requests that do not come through CloudFront and its firewall': async () => {
      const answer = await askWithoutCloudFront('/v1/health');
      expect(/"code":"direct-request-refused"/.test(answer), `the answer is ${answer}`);
    },
  }),
  'no event has failed': () => {
    for (const name of ['failures', 'purge-dead']) {
      const url = purges.replace(/[^/]*$/, `marquee-${environment}-${name}`);
      const query = ['--attribute-names', 'ApproximateNumberOfMessages', '--query', 'Attributes.*|[0]'];
      const count = aws(['sqs', 'get-queue-attributes', '--queue-url', url, ...query, '--output', 'text']);
      expect(count === '0', `${name} has ${count} messages`);
    }
    return Promise.resolve();
  },
};

for (const [name, check] of Object.entries(CHECKS)) {
  try {
    await check();
    process.stdout.write(`good  ${name}\n`);
  } catch (error) {
    process.stdout.write(`BAD   ${name}: ${(error as Error).message}\n`);
    process.exitCode = 1;
  }
}

async function writeSignedIn(): Promise<void> {
  const pool = outputs['user_pool_id'] ?? '';
  const user = { name: 'editor@example.org', password: '4-Password-of-the-rehearsal' };
  const named = ['--user-pool-id', pool, '--username', user.name];
  aws(['cognito-idp', 'admin-create-user', ...named, '--message-action', 'SUPPRESS']);
  aws(['cognito-idp', 'admin-set-user-password', ...named, '--password', user.password, '--permanent']);
  const { oidc } = (await getJson('/v1/config')) as { oidc: { issuer: string; clientId: string; scope: string } };
  const account = /\d{12}$/.exec(imports)?.[0] ?? '';
  const pages = `https://marquee-${environment}-${account}.auth.${pool.split('_')[0] ?? ''}.amazoncognito.com`;
  const { accessToken } = await signIn(pages, oidc, `${page}/signed-in`, user);
  const film = { title: 'Written After Sign-in', year: 1930 };
  const write = { method: 'POST', body: JSON.stringify(film), headers: { 'content-type': 'application/json' } };
  const refused = await ask('/v1/films', write);
  expect(refused.status === 401, `without a token the write is answered with ${String(refused.status)}`);
  const authorization = `Bearer ${accessToken}`;
  const written = await ask('/v1/films', { ...write, headers: { ...write.headers, authorization } });
  expect(written.status === 201, `the write is answered with ${String(written.status)}: ${await written.text()}`);
}

async function cacheOf(query: string): Promise<unknown> {
  const { cache } = await getJson(`/v1/movies?query=${query}`);
  return (cache as Json)['status'];
}

function send(message: Json): void {
  aws(['sqs', 'send-message', '--queue-url', purges, '--message-body', JSON.stringify(message)]);
}

function aws(args: readonly string[], input = ''): string {
  return execFileSync('aws', args, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] }).trim();
}

async function until(what: string, isSo: () => Promise<boolean>): Promise<void> {
  const giveUpAtMs = performance.now() + GIVE_UP_AFTER_SEC * 1_000;
  while (!(await isSo())) {
    if (performance.now() > giveUpAtMs) throw new Error(`not so after ${String(GIVE_UP_AFTER_SEC)} s: ${what}`);
    await delay(1_000);
  }
}

async function getJson(path: string): Promise<Json> {
  const answer = await ask(path);
  const body = await answer.text();
  if (!answer.ok) throw new Error(`${path} is answered with ${String(answer.status)}: ${body.slice(0, 300)}`);
  return JSON.parse(body) as Json;
}

function ask(path: string, init: RequestInit = {}): Promise<Response> {
  return fetch(`${page}${path}`, { ...init, redirect: 'error', signal: AbortSignal.timeout(30_000) });
}

/** Asks the emulated API Gateway, which knows an API by the header Host. */
async function askWithoutCloudFront(path: string): Promise<string> {
  const emulator = new URL(process.env['AWS_ENDPOINT_URL'] ?? '');
  const host = `${(outputs['api_domain'] ?? '').split('.')[0] ?? ''}.execute-api.localhost:${emulator.port}`;
  const request = get(new URL(path, emulator), { headers: { host, 'x-origin-verify': 'guessed' } });
  const [answer] = (await once(request, 'response')) as [IncomingMessage];
  return text(answer);
}

function expect(isGood: boolean, fault: string): void {
  if (!isGood) throw new Error(fault);
}
