import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { onBehalfGrants, type ReasonedStatement } from '../../../infrastructure/stacks/on-behalf-grants.ts';
import { driveEverything } from '../../testing/deployed/drive.ts';
import { alsoAfterSwitch, grantsOf, refusedCalls, unusedGrants } from '../../testing/deployed/grants.ts';
import type { AwsCall, PolicyStatement } from '../../testing/deployed/policy.ts';
import { startDeployed, type Deployed } from '../../testing/deployed/start-deployed.ts';
import { ENVIRONMENT } from '../../testing/deployed/synthesise.ts';
import { ACCOUNT } from '../../testing/deployed/terraform-values.ts';

const NAMES = ['api', 'import', 'snapshot', 'purge'] as const;
type Name = (typeof NAMES)[number];

let deployed: Deployed;

beforeAll(async () => {
  deployed = await startDeployed();
  await driveEverything(deployed);
});

afterAll(() => deployed.close());

const statements = (name: Name): readonly PolicyStatement[] => deployed.functions[name]?.statements ?? [];

const calls = (name: Name): AwsCall[] => alsoAfterSwitch(deployed.functions[name]?.aws.calls ?? []);

/**
 * The statements for what AWS itself does on behalf of the function, with their reasons and the values of this stack.
 */
function onBehalf(name: Name): ReasonedStatement[] {
  const { stack } = deployed;
  const arn = (address: string) => stack.resolve(`\${${address}.arn}`);
  const prefix = `marquee-${ENVIRONMENT.name}`;
  return onBehalfGrants(name, {
    region: ENVIRONMENT.region,
    accountId: ACCOUNT,
    logGroup: `arn:aws:logs:${ENVIRONMENT.region}:${ACCOUNT}:log-group:/aws/lambda/${prefix}-${name}`,
    purges: `arn:aws:sqs:${ENVIRONMENT.region}:${ACCOUNT}:${prefix}-purges`,
    failures: `arn:aws:sqs:${ENVIRONMENT.region}:${ACCOUNT}:${prefix}-failures`,
    token: arn('aws_ssm_parameter.token'),
    snapshots: { bucket: arn('aws_s3_bucket.snapshots'), prefix: 'films/' },
  });
}

function isOnBehalf(name: Name, { Action, Resource }: PolicyStatement): boolean {
  const given = JSON.stringify([Action, Resource]);
  return onBehalf(name).some(({ actions, resources }) => JSON.stringify([actions, resources]) === given);
}

/** The statements that are granted for calls that the code of the function makes. */
const forCalls = (name: Name) => statements(name).filter((statement) => !isOnBehalf(name, statement));

describe.each(NAMES)('the role of the function %s', (name) => {
  test('allows everything that the function calls', () => {
    expect(calls(name).length).toBeGreaterThan(0);
    expect(refusedCalls(statements(name), calls(name))).toEqual([]);
    expect(deployed.functions[name]?.aws.denied).toEqual([]);
  });

  test('allows nothing that the function does not call', () => {
    expect(unusedGrants(forCalls(name), calls(name))).toEqual([]);
  });

  test('has no wildcard for an action or for all resources, and names only resources of this environment', () => {
    for (const { text } of grantsOf(forCalls(name))) {
      expect(text).not.toMatch(/^[^ ]*\*|on \*$/);
      expect(text).toContain(`marquee${text.includes(':ssm:') ? '/' : '-'}${ENVIRONMENT.name}`);
    }
  });

  test('needs each of its statements: if one of them is removed, a call is refused', () => {
    for (const left of forCalls(name)) {
      const rest = statements(name).filter((statement) => statement !== left);
      expect({ without: left, refused: refusedCalls(rest, calls(name)) }).not.toMatchObject({ refused: [] });
    }
  });

  test('is reported as too wide if it also allows an action that the function does not need', () => {
    for (const [i, statement] of forCalls(name).entries()) {
      const more = forCalls(name).with(i, { ...statement, Action: [...statement.Action, 'dynamodb:DeleteTable'] });
      expect(unusedGrants(more, calls(name))).not.toEqual([]);
    }
  });

  test('has a reason for every statement about what AWS does on behalf of the function', () => {
    const table = onBehalf(name);
    expect(statements(name).filter((statement) => isOnBehalf(name, statement))).toHaveLength(table.length);
    for (const { reason } of table) expect(reason.length).toBeGreaterThan(15);
  });
});
