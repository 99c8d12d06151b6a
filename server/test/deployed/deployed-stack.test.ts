import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { DeleteObjectCommand, ListObjectsV2Command } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { call } from '../../testing/api/client.ts';
import { startDynamoDbLocal, whyNoDynamoDbLocal } from '../../testing/stores/dynamodb-local-store.ts';
import { driveEverything } from '../../testing/deployed/drive.ts';
import type { StackUnderTest } from '../../testing/deployed/start-api.ts';
import { startDeployed, type Deployed } from '../../testing/deployed/start-deployed.ts';
import { ENVIRONMENT, synthesise } from '../../testing/deployed/synthesise.ts';
import { ACCOUNT } from '../../testing/deployed/terraform-values.ts';

const FILMS = [{ title: 'Uploaded Lantern', year: 1931, cast: ['A B'], genres: ['Noir'] }];
const SNAPSHOTS = `marquee-${ENVIRONMENT.name}-snapshots-${ACCOUNT}`;

describe('the synthesised stack', () => {
  let deployed: Deployed;
  beforeAll(async () => {
    deployed = await startDeployed();
  });
  afterAll(() => deployed.close());

  const total = async (q: string) => (await call(`${deployed.url}/v1/films?q=${q}`)).body['total'];

  test('imports an uploaded file, and search finds its films both with the snapshot and after the snapshot is deleted', async () => {
    await deployed.upload('imports', 'my films/a+b.json', JSON.stringify(FILMS));
    expect(await total('lantern')).toBe(1);
    const { s3 } = deployed.aws;
    const { Contents: [snapshot] = [] } = await s3.send(new ListObjectsV2Command({ Bucket: SNAPSHOTS }));
    expect(snapshot?.Key).toMatch(/^films\/films-/);
    await s3.send(new DeleteObjectCommand({ Bucket: SNAPSHOTS, Key: snapshot?.Key }));
    await deployed.functions['api']?.process.stop();
    expect(await total('lantern')).toBe(1);
  });

  test('an instance that is already running answers from a new snapshot at once, because it is frozen after its answer', async () => {
    await total('lantern');
    const searchedAtMs = performance.now();
    // More than 500 new films reach search through a snapshot.
    const films = Array.from({ length: 501 }, (_, n) => ({ title: `Beacon ${String(n)}`, year: 1932 }));
    await deployed.upload('imports', 'beacons.json', JSON.stringify(films));
    // An instance looks for a new snapshot at most once a second.
    await delay(Math.max(0, searchedAtMs + 1_100 - performance.now()));
    expect(await total('beacon')).toBe(501);
  });

  test('reads the provider’s key as soon as someone stores it, caches movies, and purges them through the queue', async () => {
    const movies = `${deployed.url}/v1/movies?query=lantern`;
    const health = async () => (await call(`${deployed.url}/v1/health`)).body['movies'];
    expect(await health()).toBe('unknown');
    expect((await call(movies)).body).toMatchObject({ status: 403, code: 'provider-not-configured' });
    expect(await health()).toBe('unknown');
    deployed.aws.parameters.set(`/marquee/${ENVIRONMENT.name}/tmdb-token`, deployed.double.token);
    expect((await call(movies)).body['cache']).toMatchObject({ status: 'miss' });
    expect(await health()).toBe('ready');
    expect((await call(movies)).body['cache']).toMatchObject({ status: 'hit' });
    expect(deployed.functions['api']?.process.log).not.toContain(deployed.double.token);

    const purged = await call(`${deployed.url}/v1/movies/cache`, { method: 'DELETE' });
    expect(purged.status).toBe(202);
    await deployed.deliverMessages();
    expect(deployed.functions['purge']?.process.log).toMatch(/"type":"cache-purged",.*"scope":"all","deleted":[1-9]/);
    expect(deployed.functions['purge']?.process.log).toMatch(/"type":"metrics",.*"PurgeQueueAge":\[\d+\]/);
  });

  test('sweeps the cache on the hourly schedule, and rebuilds the snapshot on the schedule of one minute', async () => {
    await deployed.tick('rate(1 hour)');
    await deployed.deliverMessages();
    expect(deployed.functions['purge']?.process.log).toMatch(/"type":"cache-purged",.*"scope":"sweep"/);
    // The first tick builds a snapshot if no other test has caused one yet.
    await deployed.tick('rate(1 minute)');
    expect(await deployed.tick('rate(1 minute)')).toEqual({ outcome: 'not-due' });
  });

  test('writes the metrics of imports, rebuilds and requests, which the alarms watch', async () => {
    const { functions } = deployed;
    await deployed.upload('imports', 'whole.json', JSON.stringify(FILMS));
    await expect(deployed.upload('imports', 'broken.json', '[{"title":"Half a')).rejects.toThrow('closing bracket');
    await deployed.tick('rate(1 minute)');
    await total('lantern');
    for (const [name, metric] of [
      ['import', 'ImportDuration'],
      ['import', 'ImportErrors'],
      ['snapshot', 'SnapshotLag'],
      ['api', 'RequestLatency'],
    ] as const) {
      expect(functions[name]?.process.log).toMatch(new RegExp(`"type":"metrics",.*"${metric}":\\[[\\d.]+\\]`));
    }
  });

  test('lets API Gateway refuse a write without a valid token, before the function is invoked', async () => {
    const film = { title: 'Refused', year: 2001 };
    const post = (headers: Record<string, string>) =>
      call(`${deployed.url}/v1/films`, { method: 'POST', json: film, headers, anonymous: true });
    expect(await post({})).toMatchObject({ status: 401, body: { message: 'Unauthorized' } });
    const other = await deployed.issuer.token({ aud: 'urn:other' });
    expect((await post({ authorization: `Bearer ${other}` })).body).toEqual({ message: 'Unauthorized' });
    const reader = await deployed.issuer.token({ scope: 'films:read' });
    // The function checks the scopes, because its answer can name the missing scope.
    expect((await post({ authorization: `Bearer ${reader}` })).body).toMatchObject({ code: 'insufficient-scope' });
    const [write] = [await deployed.issuer.token()];
    expect((await post({ authorization: `Bearer ${write}` })).status).toBe(201);
  });

  test('gives the page the settings that it needs to sign people in', async () => {
    const { body } = await call(`${deployed.url}/v1/config`);
    expect(body['oidc']).toMatchObject({ issuer: deployed.issuer.issuer, clientId: 'page' });
  });
});

const reason = whyNoDynamoDbLocal();
if (reason === undefined) {
  test('also runs completely on Amazon’s DynamoDB Local, with the tables as declared', async () => {
    const deployed = await startDeployed({ startStore: startDynamoDbLocal });
    try {
      await driveEverything(deployed);
      for (const { aws } of Object.values(deployed.functions)) expect(aws.denied).toEqual([]);
    } finally {
      await deployed.close();
    }
  });
} else {
  process.stdout.write(`NOTICE: the deployed stack does not run on DynamoDB Local: ${reason}\n`);
}

/**
 * Each mutation breaks the synthesised JSON in one place. It consists of a text to find and the text to put in its
 * place.
 */
const MUTATIONS: Record<string, [from: string, to: string]> = {
  'a renamed setting': ['"MARQUEE_FILMS_TABLE"', '"MARQUEE_FILM_TABLE"'],
  'a missing index': ['"name":"changes"', '"name":"change"'],
  'another key': ['"hash_key":"id"', '"hash_key":"ID"'],
  'a wrong handler': ['"handler":"index.handler"', '"handler":"index.main"'],
  'the code of another function': ['lambda/api.zip', 'lambda/import.zip'],
  'an outdated runtime': ['nodejs24.x', 'nodejs20.x'],
  'a forgotten route': ['"route_key":"PATCH /v1/films/{id}"', '"route_key":"PATCH /v1/film/{id}"'],
  'a forgotten read': ['"route_key":"GET /v1/suggestions"', '"route_key":"GET /v1/suggestion"'],
  'a missing default route': ['"route_key":"$default"', '"route_key":"GET /else"'],
  'a missing permission': ['"principal":"apigateway.amazonaws.com"', '"principal":"elb.amazonaws.com"'],
  'a missing statement': [String.raw`\"dynamodb:UpdateItem\"`, String.raw`\"dynamodb:DescribeTable\"`],
};

/** Further mutations. Each breaks something that fails only when an event arrives. */
const MUTATIONS_OF_EVENTS: Record<string, [from: string, to: string]> = {
  'a prefix that the role does not cover': ['/films/"', '/film/"'],
  'a notification for another bucket': ['"aws_s3_bucket_notification"', '"aws_s3_bucket_notice"'],
  'a bucket that may not call the function': ['"principal":"s3.amazonaws.com"', '"principal":"s4.amazonaws.com"'],
  'a schedule that may not call the function': [
    '"principal":"events.amazonaws.com"',
    '"principal":"event.amazonaws.com"',
  ],
  'a schedule that may not send': [String.raw`\"aws:SourceArn\"`, String.raw`\"aws:SourceArns\"`],
  'a message that the function does not understand': [String.raw`\"sweep\"`, String.raw`\"swept\"`],
  'a queue without a consumer': ['"aws_lambda_event_source_mapping"', '"aws_lambda_event_source"'],
};

type Outcome = { readonly passed: number; readonly failed: number; readonly message?: string };

const NO_MISTAKE = 'without a mutation';

describe('with one mutation in the stack', () => {
  let synthesis: string;
  beforeAll(async () => {
    synthesis = await mkdtemp(join(tmpdir(), 'marquee-synthesis-'));
    await synthesise(synthesis);
  });
  afterAll(() => rm(synthesis, { recursive: true }));

  describe('the API’s contract suite fails:', () => {
    let outcomes: Record<string, Outcome | undefined>;
    beforeAll(async () => {
      outcomes = await runContract(synthesis, {
        ...MUTATIONS,
        [NO_MISTAKE]: ['"description":"Answers', '"description":"Really answers'],
      });
    });

    test.each(Object.keys(MUTATIONS))('%s', (name) => {
      expect(outcomes[name]?.failed).toBeGreaterThan(0);
      expect(outcomes[name]?.message).not.toContain('The mutation changes nothing');
    });

    test(`only because of the mutation, since it passes ${NO_MISTAKE}`, () => {
      expect(outcomes[NO_MISTAKE]).toMatchObject({ passed: expect.any(Number), failed: 0 });
      expect(outcomes[NO_MISTAKE]?.passed).toBeGreaterThan(0);
    });
  });

  describe('a run that sends every kind of request and event fails:', () => {
    test.each(Object.entries(MUTATIONS_OF_EVENTS))('%s', async (_name, [from, to]) => {
      await expect(driveWith(synthesis, from, to)).rejects.toThrow();
    });
  });
});

async function driveWith(synthesis: string, from: string, to: string): Promise<void> {
  const deployed = await startDeployed({ synthesis, mutate: (json) => json.replaceAll(from, to) });
  try {
    await driveEverything(deployed);
  } finally {
    await deployed.close();
  }
}

/**
 * Runs the contract suite of the films against every stack, in one process. It leaves out slow tests that would show
 * nothing more. A stack that does not start leaves connections open, so jest needs `--forceExit`.
 */
async function runContract(
  synthesis: string,
  mutations: Record<string, [from: string, to: string]>,
): Promise<Record<string, Outcome>> {
  const server = join(import.meta.dirname, '../..');
  const jest = join(server, '../node_modules/jest/bin/jest.js');
  const flags = ['--disable-warning=ExperimentalWarning', '--experimental-vm-modules'];
  const tests = '^(creating answers|changing PUT|reading answers (similar|If-None-Match))';
  const stacks = Object.entries(mutations).map(([name, mutation]): [string, StackUnderTest] => [
    name,
    { synthesis, mutation },
  ]);
  const child = spawn(
    process.execPath,
    [...flags, jest, '-c', 'jest.mutations.config.mjs', '-t', tests, '--forceExit'],
    {
      cwd: server,
      env: { ...process.env, MARQUEE_TEST_STACKS: JSON.stringify(Object.fromEntries(stacks)) },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const [out, log] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const outcomes = out
    .split('\n')
    .filter((line) => line.startsWith('{'))
    .map((line) => JSON.parse(line) as Outcome & { readonly stack: string });
  if (outcomes.length !== stacks.length) throw new Error(`The contract did not run against every stack:\n${out}${log}`);
  return Object.fromEntries(outcomes.map((outcome) => [outcome.stack, outcome]));
}
