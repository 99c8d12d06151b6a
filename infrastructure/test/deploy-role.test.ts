import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ENVIRONMENTS } from '../config/environments.ts';
import type { Environment } from '../config/schema.ts';
import { EVERYTHING, REPLICATED, SEARCHED } from './everything.ts';
import { isAllowed, isLike, statementsIn, type Context, type Statement } from './iam.ts';
import { resourcesOf, synthesiseAll, type StackJson } from './synthesised.ts';

type Trust = { Condition: Record<string, Record<string, string>> };

const bootstrap = synthesiseAll(ENVIRONMENTS)['marquee-bootstrap'];
assert.ok(bootstrap);
const roles = resourcesOf(bootstrap, 'aws_iam_role');
const policies = resourcesOf(bootstrap, 'aws_iam_role_policy');

function statementsOf(role: string): Statement[] {
  return statementsIn(policies.find((one) => one['role'] === role)?.['policy']);
}

test('each environment has two roles, and pull requests have one, if a repository is given; otherwise there are no roles', () => {
  assert.deepEqual(
    roles.map((role) => role['name']).sort(),
    [...ENVIRONMENTS.flatMap(({ name }) => [`marquee-deploy-${name}`, `marquee-drift-${name}`]), 'marquee-plan'].sort(),
  );
  for (const { count } of [...roles, ...policies]) assert.equal(count, '${var.github_repository == "" ? 0 : 1}');
  assert.equal(bootstrap.variable?.['github_repository']?.default, '');
});

/** Returns a function that says whether the role trusts a GitHub token with the given subject and audience. */
function trustOf(role: string): (subject: string, audience?: string) => boolean {
  const trust = String(roles.find((one) => one['name'] === role)?.['assume_role_policy'])
    .replaceAll('${var.github_repository}', 'o/r')
    .replaceAll('${local.repository_with_ids}', 'o@*/r@*');
  const { Statement: statements } = JSON.parse(trust) as { Statement: Trust[] };
  return (subject, audience = 'sts.amazonaws.com') =>
    statements.some(({ Condition: conditions }) => holds(conditions, { sub: subject, aud: audience }));
}

test('marquee-plan can be assumed only by jobs of pull requests of the configured repository', () => {
  const isTrusted = trustOf('marquee-plan');
  for (const subject of ['repo:o/r:pull_request', 'repo:o@12/r@345:pull_request']) {
    assert.ok(isTrusted(subject), subject);
    assert.ok(!isTrusted(subject, 'https://github.com/o'), subject);
  }
  for (const subject of ['repo:o/other:pull_request', 'repo:p@1/r@2:pull_request', 'repo:o/r:environment:dev']) {
    assert.ok(!isTrusted(subject), subject);
  }
});

test('marquee-plan may read the states, but neither films nor parameters', () => {
  const statements = statementsOf('marquee-plan');
  for (const { Action } of statements) for (const one of Action) assert.match(one, /^\w+:(Get|List)/);
  const ofObjects = statements.filter(({ Action }) => Action.some((action) => action === 's3:GetObject'));
  for (const { Resource } of ofObjects) for (const one of Resource) assert.match(one, /\/marquee-\w+-\*\.tfstate$/);
  assert.deepEqual([...new Set(statements.flatMap(({ Action }) => Action))].sort(), [
    'lambda:GetAccountSettings',
    'lambda:GetFunctionConcurrency',
    's3:GetObject',
    's3:ListBucket',
  ]);
});

test('a drift role can be assumed only by jobs of main that belong to no GitHub environment', () => {
  for (const { name } of ENVIRONMENTS) {
    const isTrusted = trustOf(`marquee-drift-${name}`);
    for (const subject of ['repo:o/r:ref:refs/heads/main', 'repo:o@12/r@345:ref:refs/heads/main']) {
      assert.ok(isTrusted(subject), subject);
    }
    for (const subject of [
      ...['repo:o/r:pull_request', 'repo:o/r:ref:refs/heads/mine', `repo:o/r:environment:${name}`],
      'repo:o@12/other@345:environment:a/r@1:ref:refs/heads/main',
    ]) {
      assert.ok(!isTrusted(subject), subject);
    }
  }
});

test('a drift role may read how the resources of its environment are set up, but neither films, messages, logs nor users', () => {
  for (const environment of [EVERYTHING, REPLICATED]) {
    const { name, region } = environment;
    const account = '${data.aws_caller_identity.account.account_id}';
    const statements = statementsIn(policyOf(environment, 'drift'));
    for (const { Action } of statements) {
      for (const one of Action) assert.match(one, /^[\w-]+:(Describe|Get|List|GET$|View)/);
    }
    const tags = { 'aws:ResourceTag/project': 'marquee', 'aws:ResourceTag/environment': name };
    const may = (action: string, resource: string) => isAllowed(statements, { action, resource, context: tags });
    const table = `arn:aws:dynamodb:${region}:${account}:table/marquee-${name}-films`;
    const bucket = `arn:aws:s3:::marquee-${name}-imports-${account}`;
    const logs = `arn:aws:logs:${region}:${account}:log-group:/aws/lambda/marquee-${name}-api`;
    assert.ok(may('dynamodb:DescribeTable', table) && may('s3:GetBucketPolicy', bucket));
    assert.ok(may('cloudwatch:GetDashboard', `arn:aws:cloudwatch::${account}:dashboard/marquee-${name}-dashboard`));
    for (const action of ['Query', 'GetItem', 'Scan', 'UpdateTable'])
      assert.ok(!may(`dynamodb:${action}`, table), action);
    for (const action of ['GetObject', 'PutObject']) assert.ok(!may(`s3:${action}`, `${bucket}/films.json`), action);
    for (const action of ['GetLogEvents', 'FilterLogEvents']) assert.ok(!may(`logs:${action}`, logs), action);
    assert.ok(!may('sqs:ReceiveMessage', `arn:aws:sqs:${region}:${account}:marquee-${name}-failures`));
    assert.ok(!may('cognito-idp:ListUsers', `arn:aws:cognito-idp:${region}:${account}:userpool/1`));
    assert.ok(!may('dynamodb:DescribeTable', table.replace(name, 'other')));
  }
});

for (const { name } of ENVIRONMENTS) {
  const role = `marquee-deploy-${name}`;

  test(`${role} can be assumed only by jobs of the GitHub environment ${name} of the configured repository`, () => {
    const isTrusted = trustOf(role);
    const trusted = [`repo:o/r:environment:${name}`, `repo:o@12/r@345:environment:${name}`];
    for (const subject of trusted) {
      assert.ok(isTrusted(subject), subject);
      assert.ok(!isTrusted(subject, 'https://github.com/o'), `${subject} for another audience`);
    }
    const others = [
      ...[
        `repo:o/r:ref:refs/heads/main`,
        'repo:o/r:pull_request',
        `repo:o/r:environment:${name}2`,
        `repo:o/other:environment:${name}`,
      ],
      ...[
        `repo:p/r:environment:${name}`,
        `repo:o@12/other@345:environment:${name}`,
        `repo:p@12/r@345:environment:${name}`,
      ],
      // An environment of another repository. The name of the environment contains a slash.
      `repo:o@12/other@345:environment:a/r@1:environment:${name}`,
    ];
    for (const subject of others) assert.ok(!isTrusted(subject), subject);
  });

  test(`${role} can access neither the resources of another environment nor itself`, () => {
    const text = JSON.stringify(statementsOf(role));
    for (const other of ENVIRONMENTS.filter((one) => one.name !== name)) {
      assert.doesNotMatch(text, new RegExp(`marquee[-/]${other.name}`));
    }
    assert.doesNotMatch(text, /marquee-\*/);
    assert.ok(!role.startsWith(`marquee-${name}-`));
  });

  test(`${role} creates roles only with the boundary, passes them only to Lambda, and cannot remove the boundary`, () => {
    const ofIam = statementsOf(role).filter(({ Action }) => Action.some((action) => action.startsWith('iam:')));
    for (const { Action, Resource, Condition } of ofIam) {
      assert.deepEqual(Resource, [
        `arn:aws:iam::\${data.aws_caller_identity.account.account_id}:role/marquee-${name}-*`,
      ]);
      const isWidening = /^iam:(Create|Put|Attach|UpdateAssume)/;
      if (Action.some((action) => isWidening.test(action))) {
        assert.match(
          String(Condition?.['StringEquals']?.['iam:PermissionsBoundary']),
          new RegExp(`^\\$\\{aws_iam_policy\\.boundary-${name}_policy_\\w+\\.arn\\}$`),
        );
      }
      if (Action.includes('iam:PassRole')) {
        assert.equal(Condition?.['StringEquals']?.['iam:PassedToService'], 'lambda.amazonaws.com');
      }
      assert.ok(!Action.includes('iam:DeleteRolePermissionsBoundary'));
    }
  });
}

test('Terraform forgets the boundary that all environments once shared, because AWS may refuse to delete it', () => {
  const { removed } = bootstrap as StackJson & { removed?: unknown };
  const shared = 'aws_iam_policy.boundary_policy_A8BEFB25';
  assert.deepEqual(removed, [{ from: shared, lifecycle: { destroy: false } }]);
  assert.equal(bootstrap.resource['aws_iam_policy']?.[shared.split('.')[1] ?? ''], undefined);
});

test('a deploy role has permissions for an option only if its environment has the option', () => {
  const { name, domain } = EVERYTHING;
  assert.ok(domain);
  const full = policyOf(EVERYTHING);
  const without = policyOf({
    ...EVERYTHING,
    alarms: false,
    hasFirewall: false,
    domain: undefined,
    writers: { kind: 'nobody' },
  });
  assert.ok(full.includes(`marquee-${name}-`));
  for (const service of ['sns', 'cloudwatch', 'budgets', 'cognito-idp', 'wafv2', 'acm', 'route53']) {
    assert.ok(!without.includes(`"${service}:`), service);
    assert.ok(full.includes(`"${service}:`), service);
  }
  const statements = statementsIn(full);
  const changing = statements.filter(({ Action }) => Action.includes('route53:ChangeResourceRecordSets'));
  assert.deepEqual(
    changing.map(({ Condition }) => Condition),
    [
      {
        'ForAllValues:StringLike': {
          'route53:ChangeResourceRecordSetsNormalizedRecordNames': [domain.name, `_*.${domain.name}`],
        },
        'ForAllValues:StringEquals': { 'route53:ChangeResourceRecordSetsRecordTypes': ['A', 'AAAA', 'CNAME'] },
      },
    ],
  );
});

test('a deploy role may change the topics, alarms, dashboard and budget of its own environment only', () => {
  const { name, region } = EVERYTHING;
  const account = '${data.aws_caller_identity.account.account_id}';
  const statements = statementsIn(policyOf(EVERYTHING));
  const may = (action: string, resource: string) => isAllowed(statements, { action, resource });
  const changes: [string, (owner: string) => string][] = [
    ...[region, 'us-east-1'].flatMap((one): [string, (owner: string) => string][] => [
      ['sns:SetTopicAttributes', (owner) => `arn:aws:sns:${one}:${account}:marquee-${owner}-alarms`],
      ['cloudwatch:PutMetricAlarm', (owner) => `arn:aws:cloudwatch:${one}:${account}:alarm:marquee-${owner}-api-5xx`],
    ]),
    ['cloudwatch:PutDashboard', (owner) => `arn:aws:cloudwatch::${account}:dashboard/marquee-${owner}-dashboard`],
    ['budgets:ModifyBudget', (owner) => `arn:aws:budgets::${account}:budget/marquee-${owner}-account`],
  ];
  for (const [action, resource] of changes) {
    assert.ok(may(action, resource(name)), resource(name));
    for (const other of ['other', `${name}2`]) assert.ok(!may(action, resource(other)), resource(other));
  }
});

test('a deploy role may change its own distribution, but cannot move a domain name to it from another', () => {
  const { name } = EVERYTHING;
  const resource = 'arn:aws:cloudfront::${data.aws_caller_identity.account.account_id}:distribution/1';
  const context = { 'aws:ResourceTag/project': 'marquee', 'aws:ResourceTag/environment': name };
  const may = (action: string) =>
    isAllowed(statementsIn(policyOf(EVERYTHING)), { action: `cloudfront:${action}`, resource, context });
  assert.ok(may('UpdateDistribution'));
  for (const action of ['AssociateAlias', 'UpdateDomainAssociation']) assert.ok(!may(action), action);
});

test('a deploy role may change copies of a table only in the regions that its environment names', () => {
  const { name, region, replicaRegions } = REPLICATED;
  const statements = statementsIn(policyOf(REPLICATED));
  const may = (where: string, owner = name) => {
    const table = `arn:aws:dynamodb:${where}:\${data.aws_caller_identity.account.account_id}:table/marquee-${owner}-films`;
    return isAllowed(statements, { action: 'dynamodb:CreateTableReplica', resource: table });
  };
  for (const where of [region, ...replicaRegions]) assert.ok(may(where) && !may(where, 'other'), where);
  assert.ok(!may('ap-southeast-2'));
  const creating = statements.filter(({ Action }) => Action.includes('iam:CreateServiceLinkedRole'));
  const service = 'replication.dynamodb.amazonaws.com';
  assert.deepEqual(
    creating.map(({ Condition }) => Condition),
    [{ StringEquals: { 'iam:AWSServiceName': service } }],
  );
  assert.doesNotMatch(policyOf(EVERYTHING), /CreateServiceLinkedRole/);
});

test('a deploy role may describe AWS’s own key for tables, because Terraform asks for it, but no other key', () => {
  const { region } = EVERYTHING;
  const statements = statementsIn(policyOf(EVERYTHING));
  const key = `arn:aws:kms:${region}:\${data.aws_caller_identity.account.account_id}:key/1`;
  const may = (alias: string) =>
    isAllowed(statements, { action: 'kms:DescribeKey', resource: key, context: { 'kms:RequestAlias': alias } });
  assert.ok(may('alias/aws/dynamodb'));
  assert.ok(!may('alias/of-somebody'));
});

test('the policy of a deploy role fits into a role, even with every option, the longest names and four environments', () => {
  const name = 'abcdefghijkl';
  const others = ['a', 'b', 'c'].map((one) => ({
    ...{ ...EVERYTHING, name: `${one}bcdefghijkx`, domain: { name: `${one}.films.example.org`, zone: 'example.org' } },
    tableKeyArn: `arn:aws:kms:ap-southeast-2:000000000000:key/${one}1111111-2222-3333-4444-555555555555`,
  }));
  const { openSearch } = SEARCHED;
  for (const environment of [EVERYTHING, REPLICATED].map((one) => ({ ...one, openSearch }))) {
    const policy = policyOf({ ...environment, name, region: 'ap-southeast-2' }, 'deploy', others)
      .replaceAll(/\$\{data\.aws_caller_identity\.\w+\.account_id\}/g, '123456789012')
      .replaceAll(/\$\{aws_iam_policy\.[\w-]+\.arn\}/g, `arn:aws:iam::123456789012:policy/marquee-${name}-boundary`)
      .replaceAll(/\$\{aws_s3_bucket\.\w+\.arn\}/g, 'arn:aws:s3:::marquee-state-123456789012');
    assert.doesNotMatch(policy, /\$\{/);
    assert.ok(policy.length <= 10_240, `it has ${String(policy.length)} characters`);
  }
});

test('a deploy role and the functions may use the key of the tables only through DynamoDB', () => {
  const { name, region, tableKeyArn } = EVERYTHING;
  assert.ok(tableKeyArn !== undefined);
  const through = { StringEquals: { 'kms:ViaService': `dynamodb.${region}.amazonaws.com` } };
  const stacks = synthesiseAll([EVERYTHING]);
  const policies = ['marquee-bootstrap', `marquee-${name}-server`].flatMap((stack) =>
    resourcesOf(stacks[stack] as StackJson, 'aws_iam_role_policy'),
  );
  // The role that looks for drift may only describe the key.
  const using = policies.filter(
    ({ role, policy }) => String(policy).includes(tableKeyArn) && role !== `marquee-drift-${name}`,
  );
  assert.equal(using.length, 5, 'the deploy role and four functions');
  for (const policy of using) {
    const statements = statementsIn(policy['policy']);
    const ofKey: Statement[] = statements.filter(
      ({ Effect, Resource }) => Effect === 'Allow' && Resource.includes(tableKeyArn),
    );
    assert.deepEqual(
      ofKey.map(({ Resource, Condition }) => [Resource, Condition]),
      [[[tableKeyArn], through]],
    );
    assert.ok(ofKey[0]?.Action.includes('kms:Decrypt'));
  }
});

test('a deploy role can give the tags of its environment only to resources that are new or already have these tags', () => {
  for (const environment of [...ENVIRONMENTS, EVERYTHING]) {
    const statements = statementsIn(policyOf(environment));
    const tagging = statements.filter(({ Condition }) => JSON.stringify(Condition ?? {}).includes('aws:RequestTag'));
    assert.ok(tagging.length > 0);
    for (const { Action, Condition } of tagging.filter(({ Action: [action] }) => action !== 'apigateway:TagResource')) {
      const tags = (what: string) => ({
        [`aws:${what}Tag/project`]: 'marquee',
        [`aws:${what}Tag/environment`]: environment.name,
      });
      const expected = { StringEquals: tags('Request'), StringEqualsIfExists: tags('Resource') };
      assert.deepEqual(Condition, expected, Action.join());
    }
  }
});

test('a deploy role may change the HTTP API of its own environment, but of no other environment', () => {
  for (const { name, region } of ENVIRONMENTS) {
    const tagged = (what: string, environment: string) => ({
      [`aws:${what}Tag/project`]: 'marquee',
      [`aws:${what}Tag/environment`]: environment,
    });
    const may = (verb: string, path: string, context: Context) =>
      isAllowed(statementsOf(`marquee-deploy-${name}`), {
        ...{ action: `apigateway:${verb}`, resource: `arn:aws:apigateway:${region}::/${path}`, context },
      });
    const [ours, theirs] = [tagged('Resource', name), tagged('Resource', 'another')];
    const gives = tagged('Request', name);
    assert.ok(may('POST', 'apis', gives));
    assert.ok(!may('POST', 'apis', {}), 'an API without tags would belong to nobody');
    assert.ok(may('POST', 'apis/a/stages', { ...gives, ...ours }));
    assert.ok(!may('POST', 'apis/a/stages', { ...gives, ...theirs }));
    assert.ok(may('POST', 'tags/arn', { ...gives, ...ours }));
    assert.ok(!may('POST', 'tags/arn', { ...gives, ...theirs }), 'it would then be ours');
    for (const path of ['apis/a', 'apis/a/stages/$default']) {
      for (const verb of ['GET', 'PATCH', 'DELETE', 'TagResource']) {
        assert.ok(may(verb, path, ours), `${verb} ${path}`);
        assert.ok(!may(verb, path, theirs), `${verb} ${path}`);
      }
      for (const verb of ['PATCH', 'DELETE']) assert.ok(!may(verb, path, {}), `${verb} ${path}`);
    }
    for (const path of ['apis/a/routes', 'apis/a/routes/r', 'apis/a/integrations', 'apis/a/authorizers/x']) {
      assert.ok(may('POST', path, ours) && may('POST', path, {}), path);
      assert.ok(!may('POST', path, theirs), path);
    }
  }
});

/** The policy of an environment's role for deployments, or for the search for drift. */
function policyOf(
  environment: Environment,
  kind: 'deploy' | 'drift' = 'deploy',
  others: readonly Environment[] = [],
): string {
  const stack = synthesiseAll([environment, ...others])['marquee-bootstrap'] as StackJson;
  const policies = resourcesOf(stack, 'aws_iam_role_policy');
  return String(policies.find(({ role }) => role === `marquee-${kind}-${environment.name}`)?.['policy']);
}

/** Evaluates the conditions of a trust policy as IAM does, for the claims of a token of GitHub. */
function holds(conditions: Trust['Condition'], claims: Readonly<Record<string, string>>): boolean {
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(keys).every(([key, expected]) => {
      const actual = claims[key.split(':')[1] ?? ''] ?? '';
      if (operator === 'StringEquals') return actual === expected;
      if (operator === 'StringLike') return isLike(actual, expected);
      if (operator === 'StringNotLike') return !isLike(actual, expected);
      throw new Error(`unknown operator ${operator}`);
    }),
  );
}
