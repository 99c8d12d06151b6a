import assert from 'node:assert/strict';
import { test } from 'node:test';
import { ENVIRONMENTS } from '../config/environments.ts';
import { resourcesOf, synthesiseAll } from './synthesised.ts';

type Statement = { Action: string[]; Resource: string[]; Condition?: Record<string, Record<string, string>> };

const bootstrap = synthesiseAll(ENVIRONMENTS)['marquee-bootstrap'];
assert.ok(bootstrap);
const roles = resourcesOf(bootstrap, 'aws_iam_role');
const policies = resourcesOf(bootstrap, 'aws_iam_role_policy');

function statementsOf(role: string): Statement[] {
  const policy = policies.find((one) => one['role'] === role)?.['policy'];
  return (JSON.parse(String(policy)) as { Statement: Statement[] }).Statement;
}

test('each environment has a role if a repository is given; otherwise there are no roles', () => {
  assert.deepEqual(
    roles.map((role) => role['name']).sort(),
    ENVIRONMENTS.map(({ name }) => `marquee-deploy-${name}`).sort(),
  );
  for (const { count } of [...roles, ...policies]) assert.equal(count, '${var.github_repository == "" ? 0 : 1}');
  assert.equal(bootstrap.variable?.['github_repository']?.default, '');
});

for (const { name } of ENVIRONMENTS) {
  const role = `marquee-deploy-${name}`;

  test(`${role} can be assumed only by jobs of the GitHub environment ${name} of the configured repository`, () => {
    const trust = String(roles.find((one) => one['name'] === role)?.['assume_role_policy']);
    const { Statement: statements } = JSON.parse(trust) as { Statement: { Condition: object }[] };
    assert.equal(statements.length, 1);
    assert.deepEqual(statements[0]?.Condition, {
      StringEquals: {
        'token.actions.githubusercontent.com:aud': 'sts.amazonaws.com',
        'token.actions.githubusercontent.com:sub': `repo:\${var.github_repository}:environment:${name}`,
      },
    });
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
          /^\$\{aws_iam_policy\.boundary_policy_\w+\.arn\}$/,
        );
      }
      if (Action.includes('iam:PassRole')) {
        assert.equal(Condition?.['StringEquals']?.['iam:PassedToService'], 'lambda.amazonaws.com');
      }
      assert.ok(!Action.includes('iam:DeleteRolePermissionsBoundary'));
    }
  });
}
