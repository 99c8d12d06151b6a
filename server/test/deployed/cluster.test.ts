import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startTestIssuer } from '../../testing/api/test-issuer.ts';
import { call, writeWith } from '../../testing/api/client.ts';
import { startInstance, type Instance } from '../../testing/cluster/instance.ts';
import { startAwsStandIn, type AwsStandIn } from '../../testing/deployed/aws-stand-in.ts';
import { boundaryOfRole, statementsOfRole } from '../../testing/deployed/deployed-function.ts';
import { makeOldChanges, searchInVain, useApi } from '../../testing/deployed/drive.ts';
import { alsoAfterSwitch, grantsOf, refusedCalls, unusedGrants } from '../../testing/deployed/grants.ts';
import { startGuardedEndpoint, type GuardedEndpoint } from '../../testing/deployed/guarded-endpoint.ts';
import type { PolicyStatement } from '../../testing/deployed/policy.ts';
import { ENVIRONMENT, readSynthesis, synthesise } from '../../testing/deployed/synthesise.ts';
import { ACCOUNT, TerraformValues } from '../../testing/deployed/terraform-values.ts';
import { eventually } from '../../testing/eventually.ts';
import { startDynalite } from '../../testing/stores/dynalite-store.ts';
import { TmdbDouble } from '../../testing/tmdb-double/server.ts';

const PREFIX = `marquee-${ENVIRONMENT.name}`;
const { region } = ENVIRONMENT;
const PARTS = ['api', 'worker'] as const;
type Part = (typeof PARTS)[number];
type Role = { readonly statements: readonly PolicyStatement[]; readonly aws: GuardedEndpoint };

const roles: Partial<Record<Part, Role>> = {};
const closers: (() => unknown)[] = [];

beforeAll(async () => {
  const folder = mkdtempSync(join(tmpdir(), 'marquee-cluster-'));
  closers.push(() => {
    rmSync(folder, { recursive: true });
  });
  const issuer = await startTestIssuer();
  closers.push(issuer.close);
  await synthesise(folder);
  const { json, bootstrap, cluster } = readSynthesis(folder, issuer.issuer);
  const [stack, account, pods] = [json, bootstrap, cluster].map((one) => new TerraformValues(one, region));
  if (!stack || !account || !pods) throw new Error('A stack is missing');
  const aws = await startAwsStandIn(stack, region, startDynalite);
  closers.push(aws.close);
  const double = await TmdbDouble.start();
  closers.push(() => double.close());
  aws.parameters.set(`/marquee/${ENVIRONMENT.name}/tmdb-token`, double.token);
  for (const part of PARTS) {
    const arn = `arn:aws:iam::${ACCOUNT}:role/${PREFIX}-cluster-${part}`;
    const statements = statementsOfRole(pods, arn);
    const guarded = await startGuardedEndpoint(aws.endpoints, [statements, boundaryOfRole(pods, account, arn)], region);
    closers.push(guarded.close);
    roles[part] = { statements, aws: guarded };
  }
  const audience = issuer.access.kind === 'tokens' ? issuer.access.expected.audience : '';
  const provider = { MARQUEE_TMDB_URL: double.url, MARQUEE_TMDB_IMAGE_URL: double.imageUrl };
  const oidc = { MARQUEE_OIDC_ISSUER: issuer.issuer, MARQUEE_OIDC_AUDIENCE: audience };
  const start = async (entrypoint: 'local.ts' | 'worker.ts', part: Part) => {
    const url = roles[part]?.aws.url ?? '';
    const data = { MARQUEE_DATA_DIR: folder, MARQUEE_RATE_LIMIT: '0', MARQUEE_SEARCHES_WITHOUT_RESULTS: 'true' };
    const instance = await startInstance(entrypoint, { ...settings(url), ...provider, ...oidc, ...data });
    closers.push(() => stop(instance));
    return instance;
  };
  const token = await issuer.token();
  await drive(start, aws, double, token);
});

afterAll(async () => {
  for (const closer of closers.reverse()) await closer();
});

function settings(url: string): Record<string, string> {
  const endpoints = ['DYNAMODB', 'S3', 'SQS', 'SSM'].map((service) => [`AWS_ENDPOINT_URL_${service}`, url] as const);
  return {
    ...Object.fromEntries(endpoints),
    AWS_REGION: region,
    AWS_ACCESS_KEY_ID: 'local',
    AWS_SECRET_ACCESS_KEY: 'local',
    MARQUEE_FILMS_TABLE: `${PREFIX}-films`,
    MARQUEE_CACHE_TABLE: `${PREFIX}-cache`,
    MARQUEE_SNAPSHOTS: `s3://${PREFIX}-snapshots-${ACCOUNT}/films/`,
    MARQUEE_PURGE_QUEUE_URL: `${url}/${ACCOUNT}/${PREFIX}-purges`,
    MARQUEE_TMDB_TOKEN_PARAMETER: `/marquee/${ENVIRONMENT.name}/tmdb-token`,
  };
}

async function stop({ process: child, ended }: Instance): Promise<void> {
  child.kill('SIGTERM');
  await ended;
}

/** Makes both processes do everything that they do in a cluster. */
async function drive(
  start: (entrypoint: 'local.ts' | 'worker.ts', part: Part) => Promise<Instance>,
  aws: AwsStandIn,
  double: TmdbDouble,
  token: string,
): Promise<void> {
  // Without a snapshot, the API reads the table.
  const [first, second] = [await start('local.ts', 'api'), await start('local.ts', 'api')];
  for (const api of [first, second]) {
    await eventually(async () => (await api.probe('/readyz')) === 200);
    writeWith(token, api.url);
  }
  const { url } = first;
  await useApi({ url });
  await searchInVain({ url, aws });
  await expectStatus(200, `${url}/v1/movies?query=lantern`);
  await expectStatus(200, `${url}/v1/movies?query=lantern`);
  // One of the two processes waits for the other's call.
  double.latencyMs = 500;
  await Promise.all([first, second].map((api) => expectStatus(200, `${api.url}/v1/movies?query=velvet`)));
  double.latencyMs = 0;
  // A worker rebuilds at its start if that is due.
  for (const round of [1, 2, 3]) {
    const worker = await start('worker.ts', 'worker');
    await worker.says(/"type":"snapshot-published"/);
    if (round === 3) {
      await expectStatus(202, `${url}/v1/movies/cache?query=lantern`, 'DELETE');
      await expectStatus(202, `${url}/v1/movies/cache`, 'DELETE');
      for (const scope of ['query', 'all', 'sweep']) {
        await worker.says(new RegExp(`"type":"cache-purged","scope":"${scope}"`));
      }
    }
    await stop(worker);
    await makeOldChanges({ url, aws }, round);
  }
  await stop(first);
  await stop(second);
  const third = await start('local.ts', 'api');
  await eventually(async () => (await third.probe('/readyz')) === 200);
  expect(third.output()).toMatch(/"type":"catalogue-loaded","from":"snapshot"/);
  await stop(third);
}

async function expectStatus(status: number, url: string, method = 'GET'): Promise<void> {
  const answer = await call(url, { method });
  expect({ url, status: answer.status }).toEqual({ url, status });
}

const of = (part: Part) => {
  const role = roles[part];
  if (!role) throw new Error(`There is no role for the ${part}`);
  return role;
};

describe.each(PARTS)('the role of the pods of the %s', (part) => {
  test('allows everything that the process calls', () => {
    const { statements, aws } = of(part);
    expect(aws.calls.length).toBeGreaterThan(0);
    expect(refusedCalls(statements, alsoAfterSwitch(aws.calls))).toEqual([]);
    expect(aws.denied).toEqual([]);
  });

  test('allows nothing that the process does not call, except what shows that a snapshot is missing', () => {
    const { statements, aws } = of(part);
    const unused = unusedGrants(statements, alsoAfterSwitch(aws.calls)).filter(
      (text) => !text.startsWith('s3:ListBucket ') || part === 'worker',
    );
    expect(unused).toEqual([]);
  });

  test('has no wildcard for an action or for all resources', () => {
    for (const { text } of grantsOf(of(part).statements)) expect(text).not.toMatch(/^[^ ]*\*|on \*$/);
  });
});
