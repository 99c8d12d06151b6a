import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { parse, parseAllDocuments } from 'yaml';
import { ENVIRONMENTS } from '../config/environments.ts';
import { EVERYTHING } from './everything.ts';
import { resourcesOf, synthesiseAll, type Resource, type StackJson } from './synthesised.ts';

const OVERLAYS = join(import.meta.dirname, '../../kubernetes/overlays');
const NO_ACCOUNT = '000000000000';

const { 'marquee-full-cluster': full } = synthesiseAll([EVERYTHING]);
assert.ok(full);

type Trust = {
  readonly Statement: readonly {
    readonly Principal: object;
    readonly Action: string;
    readonly Condition: { readonly StringEquals: Readonly<Record<string, string>> };
  }[];
};

const trustOf = (role: Record<string, unknown>) => JSON.parse(String(role['assume_role_policy'])) as Trust;

test('each role trusts one service account of the cluster, and has the boundary of the environment', () => {
  const roles = resourcesOf(full, 'aws_iam_role');
  const trusted = roles.map((role) => {
    const [statement, ...more] = trustOf(role).Statement;
    assert.equal(more.length, 0);
    assert.equal(statement?.Action, 'sts:AssumeRoleWithWebIdentity');
    assert.match(String(role['permissions_boundary']), /:policy\/marquee-full-boundary$/);
    return [role['name'], statement.Principal, statement.Condition];
  });
  const issuer = 'oidc.eks.eu-central-1.amazonaws.com/id/EXAMPLE';
  const account = '${data.aws_caller_identity.account.account_id}';
  const principal = { Federated: `arn:aws:iam::${account}:oidc-provider/${issuer}` };
  const only = (subject: string) => ({
    StringEquals: { [`${issuer}:aud`]: 'sts.amazonaws.com', [`${issuer}:sub`]: subject },
  });
  assert.deepEqual(trusted, [
    ['marquee-full-cluster-api', principal, only('system:serviceaccount:films:marquee')],
    ['marquee-full-cluster-worker', principal, only('system:serviceaccount:films:marquee-worker')],
  ]);
});

test('an environment without a cluster has no such stack', () => {
  assert.deepEqual(
    Object.keys(synthesiseAll(ENVIRONMENTS)).filter((name) => name.endsWith('-cluster')),
    [],
  );
});

type Manifest = {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
};

for (const name of readdirSync(OVERLAYS)) {
  const read = (file: string) => readFileSync(join(OVERLAYS, name, file), 'utf8');
  const overlay = parse(read('kustomization.yaml')) as {
    readonly namespace: string;
    readonly configMapGenerator: readonly [{ readonly literals: readonly string[] }];
  };
  const environment = ENVIRONMENTS.find((one) => one.name === name);
  assert.ok(environment, `There is no environment ${name}`);
  const { namespace } = overlay;
  const cluster = { issuer: 'https://issuer.example.org', namespace };
  const stacks = synthesiseAll([{ ...environment, cluster }]);
  const [server, roles] = [stacks[`marquee-${name}-server`], stacks[`marquee-${name}-cluster`]];
  assert.ok(server && roles);

  test(`the overlay ${name} names the roles that trust its service accounts`, () => {
    for (const file of ['role.yaml', 'worker-role.yaml']) {
      const [account] = parseAllDocuments(read(file)).map((document) => document.toJS() as Manifest);
      const subject = `system:serviceaccount:${namespace}:${account?.metadata.name ?? ''}`;
      const role: Resource | undefined = resourcesOf(roles, 'aws_iam_role').find((one) =>
        Object.values(trustOf(one).Statement[0]?.Condition.StringEquals ?? {}).includes(subject),
      );
      assert.equal(
        account?.metadata.annotations?.['eks.amazonaws.com/role-arn'],
        `arn:aws:iam::${NO_ACCOUNT}:role/${String(role?.['name'])}`,
      );
    }
  });

  test(`the overlay ${name} gives its pods the settings of the API's function`, () => {
    const settings = new Map(
      overlay.configMapGenerator[0].literals.map((one) => one.split(/=(.*)/s, 2) as [string, string]),
    );
    assert.equal(settings.get('AWS_REGION'), environment.region);
    for (const [setting, value] of Object.entries(settingsOfApi(server))) {
      if (['MARQUEE_PAGE_INDEX', 'MARQUEE_ENVIRONMENT'].includes(setting)) continue;
      assert.equal(settings.get(setting), value, setting);
    }
  });
}

/** The settings that Terraform gives to the function, with the values that AWS would make. */
function settingsOfApi(server: StackJson): Record<string, string> {
  const api = resourcesOf(server, 'aws_lambda_function').find((one) => String(one['function_name']).endsWith('-api'));
  const { variables } = api?.['environment'] as { variables: Record<string, string> };
  const named = (text: string) =>
    text
      .replace(/\$\{aws_sqs_queue\.(\w+)\.url\}/, (_all, queue: string) => {
        const { name } = server.resource['aws_sqs_queue']?.[queue] ?? {};
        return `https://sqs.us-east-1.amazonaws.com/${NO_ACCOUNT}/${String(name)}`;
      })
      .replace(/\$\{(aws_\w+)\.(\w+)\.(name|bucket)\}/g, (_all, type: string, id: string, key: string) =>
        String(server.resource[type]?.[id]?.[key]),
      )
      .replace('${data.aws_caller_identity.account.account_id}', NO_ACCOUNT);
  return Object.fromEntries(Object.entries(variables).map(([setting, value]) => [setting, named(value)]));
}
