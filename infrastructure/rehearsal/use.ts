// Uses an installed environment as people and schedules do, and prints one line for each thing that works. REHEARSAL_OUTPUTS
// has the outputs of the environment's stacks as JSON. The rehearsal's proxy leads to the page's address.
import { execFileSync, spawnSync } from 'node:child_process';
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
const tmdbToken = process.env['REHEARSAL_TMDB_TOKEN'] ?? '';
const environment = /^marquee-([a-z0-9]+)-/.exec(imports)?.[1] ?? '';

const IMPORTED = { title: 'The Rehearsal of Nobody', year: 1931, cast: ['Ada Nobody'], genres: ['Comedy'] };

const CHECKS: Readonly<Record<string, () => Promise<void>>> = {
  'the deployed code answers': async () => {
    const { version } = await getJson('/v1/health');
    expect(version === process.env['REHEARSAL_VERSION'], `the version is ${String(version)}`);
  },
  'npm run verify finds nothing wrong': async () => {
    const token = outputs['user_pool_id'] === undefined ? '' : await tokenOfCognito();
    const env = { ...process.env, MARQUEE_TOKEN: token };
    const { status } = spawnSync('node', ['scripts/verify/main.ts', page], { env, stdio: 'inherit' });
    expect(status === 0, 'see above');
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
  'a purge on the queue empties the cache': async () => {
    await cacheOf('lantern');
    await until('the search hits the cache', async () => (await cacheOf('lantern')) === 'hit');
    send({ scope: { kind: 'all' } });
    await until('the search misses again', async () => (await cacheOf('lantern')) === 'miss');
  },
  'TMDB’s token can be changed with AWS’s own command': async () => {
    const rotated = `${tmdbToken}-rotated`;
    await tellTmdb(rotated);
    const refused = await ask('/v1/movies?query=before');
    expect(refused.status === 503, `with the old token a search is answered with ${String(refused.status)}`);
    const name = ['--name', `/marquee/${environment}/tmdb-token`, '--type', 'SecureString'];
    const put = ['ssm', 'put-parameter', ...name, '--overwrite', '--value'];
    aws([...put, rotated]);
    await until('the new token is used', async () => (await ask('/v1/movies?query=after')).status === 200);
    // The next install gets no token, so it keeps the token in the parameter.
    await tellTmdb(tmdbToken);
    aws([...put, tmdbToken]);
  },
  'the message of the hourly sweep is carried out': async () => {
    const list = ['events', 'list-targets-by-rule', '--rule', `marquee-${environment}-sweep`];
    send(JSON.parse(aws([...list, '--query', 'Targets[0].Input', '--output', 'text'])) as Json);
    const events = ['logs', 'filter-log-events', '--log-group-name', `/aws/lambda/${purge}`];
    await until('the log says so', () =>
      Promise.resolve(/cache-purged.*sweep/.test(aws([...events, '--query', 'events[].message']))),
    );
  },
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

/** Creates a user in the environment's pool, and signs them in as the page does. */
async function tokenOfCognito(): Promise<string> {
  const pool = outputs['user_pool_id'] ?? '';
  const user = { name: 'editor@example.org', password: '4-Password-of-the-rehearsal' };
  const named = ['--user-pool-id', pool, '--username', user.name];
  aws(['cognito-idp', 'admin-create-user', ...named, '--message-action', 'SUPPRESS']);
  aws(['cognito-idp', 'admin-set-user-password', ...named, '--password', user.password, '--permanent']);
  const { oidc } = (await getJson('/v1/config')) as { oidc: { issuer: string; clientId: string; scope: string } };
  const account = /\d{12}$/.exec(imports)?.[0] ?? '';
  const pages = `https://marquee-${environment}-${account}.auth.${pool.split('_')[0] ?? ''}.amazoncognito.com`;
  return (await signIn(pages, oidc, `${page}/signed-in`, user)).accessToken;
}

/** Makes the stand-in for TMDB accept this token, and refuse the previous one. */
async function tellTmdb(token: string): Promise<void> {
  await fetch(new URL('/double/token', process.env['REHEARSAL_TMDB_URL']), { method: 'PUT', body: token });
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

function ask(path: string): Promise<Response> {
  return fetch(`${page}${path}`, { redirect: 'error', signal: AbortSignal.timeout(30_000) });
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
