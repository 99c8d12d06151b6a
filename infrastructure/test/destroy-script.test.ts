import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { Rehearsal } from './rehearsal/rehearsal.ts';
import { BACKEND } from './rehearsal/steps.ts';

const terraform = (stack: string) => `terraform -chdir=infrastructure/cdktf.out/stacks/marquee-${stack}`;
const DESTROY = 'destroy -input=false -auto-approve';
const empty = (bucket: string) => `node scripts/deploy/empty-bucket.ts marquee-${bucket}-123456789012 123456789012`;
const stop = (name: string) => [
  `aws lambda get-function-configuration --function-name marquee-${name}`,
  `aws lambda put-function-concurrency --function-name marquee-${name} --reserved-concurrent-executions 0`,
];

const STATE = '--bucket marquee-state-123456789012 --expected-bucket-owner 123456789012 --region us-east-1';

const CHECKS = [
  'aws --version',
  'terraform version -json',
  'aws sts get-caller-identity --query Account --output text --region us-east-1',
];

const DESTROYING = [
  ...CHECKS,
  `aws s3api head-bucket ${STATE}`,
  'npm ci',
  'npm ci --prefix infrastructure',
  'node scripts/require-node-24.mjs',
  'node infrastructure/print-environment.ts dev',
  'npm run build -w server',
  'node infrastructure/main.ts',
  `${terraform('dev-client')} ${BACKEND}`,
  `${terraform('dev-client')} output -json`,
  empty('dev-page'),
  `${terraform('dev-client')} ${DESTROY}`,
  `${terraform('dev-server')} ${BACKEND}`,
  `${terraform('dev-server')} output -json`,
  ...stop('dev-import'),
  ...stop('dev-snapshot'),
  empty('dev-imports'),
  empty('dev-snapshots'),
  `${terraform('dev-server')} ${DESTROY}`,
  'aws ssm delete-parameters --names /marquee/dev/commit /marquee/dev/releases',
  "aws dynamodb list-tables --query TableNames[?starts_with(@, 'marquee-dev-films-')] --output text",
];

const EMPTY_STATE = '{ "version": 4, "outputs": {}, "resources": [] }';

let rehearsal: Rehearsal;
beforeEach(() => {
  rehearsal = new Rehearsal();
  rehearsal.install('dev');
});
afterEach(() => {
  rehearsal.close();
});

describe('destroy-all.sh', () => {
  test('destroys the client stack, then the server stack, and keeps the bucket with the state', () => {
    const { status, output, calls } = rehearsal.run('destroy-all.sh', [], { input: 'dev\n' });
    assert.equal(status, 0, output);
    assert.deepEqual(calls, DESTROYING);
    assert.match(output, /Nothing of dev is left, except its empty state in marquee-state-123456789012/);
    assert.notEqual(rehearsal.read('state-bucket'), undefined);
  });

  test('names restored tables, which no stack knows, and how to delete them', () => {
    rehearsal.write('restored', 'marquee-dev-films-restored-1\tmarquee-dev-films-restored-2\n');
    const { status, output } = rehearsal.run('destroy-all.sh', ['--yes']);
    assert.equal(status, 0, output);
    assert.match(output, /Nothing of dev is left, .*, except films tables that somebody has restored/);
    for (const table of ['marquee-dev-films-restored-1', 'marquee-dev-films-restored-2']) {
      assert.ok(output.includes(`\n  aws dynamodb delete-table --region us-east-1 --table-name ${table}\n`), output);
    }
    assert.doesNotMatch(output, /no-deletion-protection/);
  });

  test('names what will be lost before it asks for confirmation', () => {
    const { output } = rehearsal.run('destroy-all.sh', [], { input: 'dev\n' });
    assert.match(
      output,
      /environment dev of the AWS account 123456789012[^]*every film[^]*exports[^]*key of the movie provider[^]*Type the name/,
    );
  });

  for (const typed of ['', '\n', 'yes\n', 'prod\n', 'dev \n']) {
    test(`does nothing when ${JSON.stringify(typed)} is typed instead of the name`, () => {
      const { status, output, calls } = rehearsal.run('destroy-all.sh', ['dev'], { input: typed });
      assert.equal(status, 1);
      assert.match(output, /Nothing was destroyed/);
      assert.deepEqual(calls, CHECKS);
    });
  }

  test('asks for no confirmation with --yes', () => {
    const { status, output, calls } = rehearsal.run('destroy-all.sh', ['dev', '--yes']);
    assert.equal(status, 0);
    assert.doesNotMatch(output, /Type the name/);
    assert.deepEqual(calls, DESTROYING);
  });

  // These calls only check whether something exists. They fail if it does not exist, and that is not an error.
  const mayFail = /aws --version|head-bucket|get-function-configuration/;
  for (const [index, step] of DESTROYING.entries()) {
    if (mayFail.test(step)) continue;
    test(`stops when this step fails, and the next run completes: ${step}`, () => {
      const failed = rehearsal.run('destroy-all.sh', ['--yes'], { failAt: index + 1 });
      assert.notEqual(failed.status, 0);
      assert.deepEqual(failed.calls, DESTROYING.slice(0, index + 1));
      assert.doesNotMatch(failed.output, /Nothing of dev is left/);
      const again = rehearsal.run('destroy-all.sh', ['--yes']);
      assert.equal(again.status, 0, again.output);
      assert.equal(again.calls.at(-1), DESTROYING.at(-1));
    });
  }

  test('finds nothing to empty after a complete run, and completes again', () => {
    rehearsal.run('destroy-all.sh', ['--yes']);
    const { status, calls } = rehearsal.run('destroy-all.sh', ['--yes']);
    assert.equal(status, 0);
    assert.ok(!calls.some((call) => /empty-bucket|put-function-concurrency/.test(call)));
  });

  test('does nothing in an account without state', () => {
    rehearsal.remove('state-bucket');
    const { status, output, calls } = rehearsal.run('destroy-all.sh', ['--yes']);
    assert.equal(status, 0);
    assert.match(output, /There is no bucket marquee-state-123456789012/);
    assert.equal(calls.length, 4);
  });
});

test('destroy-all.sh deletes every version and every delete marker of a bucket, page by page', () => {
  rehearsal.write('really-empty', '');
  const entry = (key: string) => ({ Key: key, VersionId: `version-of-${key}`, IsLatest: true });
  const pages = [
    { Versions: [entry('a'), entry('b')], DeleteMarkers: [entry('c')] },
    { Versions: [], DeleteMarkers: [entry('d')] },
    { Versions: [entry('e "quoted"')] },
  ];
  for (const [index, page] of pages.entries()) {
    rehearsal.write(`versions/${String(index)}.json`, JSON.stringify(page));
  }
  const { status, output } = rehearsal.run('destroy-all.sh', ['--yes']);
  assert.equal(status, 0, output);
  const folder = join(rehearsal.folder, 'versions');
  const requests = readdirSync(folder)
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as object);
  assert.deepEqual(
    requests,
    [['a', 'b', 'c'], ['d'], ['e "quoted"']].map((keys) => ({
      Delete: { Objects: keys.map((key) => ({ Key: key, VersionId: `version-of-${key}` })), Quiet: true },
    })),
  );
  assert.match(output, /marquee-dev-page-123456789012 is empty: 5 versions/);
});

describe('a protected environment', () => {
  test('is not touched without --lift-protection', () => {
    const { status, output, calls } = rehearsal.run('destroy-all.sh', ['prod'], { input: 'prod\n' });
    assert.equal(status, 1);
    assert.match(output, /prod is protected against deletion[^]*--lift-protection[^]*Nothing was destroyed/);
    assert.ok(!calls.some((call) => call.includes('/stacks/')));
  });

  test('is not touched with --lift-protection if its name is not typed', () => {
    const { status, calls } = rehearsal.run('destroy-all.sh', ['prod', '--lift-protection'], { input: 'dev\n' });
    assert.equal(status, 1);
    assert.deepEqual(calls, CHECKS);
  });

  test('loses the protection of its tables before they are destroyed if --lift-protection is given', () => {
    rehearsal.install('prod');
    const { status, output, calls } = rehearsal.run('destroy-all.sh', ['prod', '--lift-protection'], {
      input: 'prod\n',
    });
    assert.equal(status, 0, output);
    const destroyed = calls.indexOf(`${terraform('prod-server')} ${DESTROY}`);
    for (const table of ['films', 'cache']) {
      const lifted = calls.indexOf(
        `aws dynamodb update-table --table-name marquee-prod-${table} --no-deletion-protection-enabled`,
      );
      assert.ok(lifted > 0 && lifted < destroyed, table);
    }
  });

  test('loses the protection of the copies of its films table too', () => {
    rehearsal.write(
      'environment-prod',
      (rehearsal.read('environment-prod') ?? '').replace('Regions=', 'Regions=eu-west-1 us-west-2'),
    );
    rehearsal.write('restored', 'marquee-prod-films-restored-1\n');
    rehearsal.install('prod');
    const { status, output, calls } = rehearsal.run('destroy-all.sh', ['prod', '--lift-protection', '--yes']);
    assert.equal(status, 0, output);
    const lift = 'aws dynamodb update-table --table-name marquee-prod-films --no-deletion-protection-enabled';
    assert.deepEqual(
      calls.filter((call) => call.startsWith(lift)),
      [lift, `${lift} --region eu-west-1`, `${lift} --region us-west-2`],
    );
    assert.match(output, /update-table .*-restored-1 --no-deletion-protection-enabled\n.*delete-table .*-restored-1\n/);
  });

  test('loses its OpenSearch domain before Terraform destroys the stack, because Terraform refuses to destroy the domain', () => {
    rehearsal.declare('marquee-prod-server', { opensearch_domain: 'marquee-prod-search' });
    rehearsal.install('prod');
    rehearsal.write('bootstrap-resources', 'aws_dynamodb_table.films\naws_opensearch_domain.search\n');
    const { status, output, calls } = rehearsal.run('destroy-all.sh', ['prod', '--lift-protection', '--yes']);
    assert.equal(status, 0, output);
    const deleted = calls.indexOf('aws opensearch delete-domain --domain-name marquee-prod-search');
    const forgotten = calls.indexOf(`${terraform('prod-server')} state rm aws_opensearch_domain.search`);
    const destroyed = calls.indexOf(`${terraform('prod-server')} ${DESTROY}`);
    assert.ok(deleted > 0 && deleted < forgotten && forgotten < destroyed, calls.join('\n'));
  });

  test('can lose its OpenSearch domain in two runs, if the first one failed after Terraform had forgotten the domain', () => {
    rehearsal.declare('marquee-prod-server', { opensearch_domain: 'marquee-prod-search' });
    rehearsal.install('prod');
    rehearsal.write('bootstrap-resources', 'aws_dynamodb_table.films\n');
    const { status, output, calls } = rehearsal.run('destroy-all.sh', ['prod', '--lift-protection', '--yes']);
    assert.equal(status, 0, output);
    assert.ok(!calls.some((call) => call.includes('state rm')));
  });

  test('keeps sign-up closed when its user pool loses the protection, because Cognito resets what the call does not name', () => {
    rehearsal.declare('marquee-prod-server', { user_pool_id: 'us-east-1_Pool' });
    rehearsal.install('prod');
    const { status, output, calls } = rehearsal.run('destroy-all.sh', ['prod', '--lift-protection', '--yes']);
    assert.equal(status, 0, output);
    assert.deepEqual(
      calls.filter((call) => call.includes('update-user-pool')),
      [
        'aws cognito-idp update-user-pool --user-pool-id us-east-1_Pool --deletion-protection INACTIVE --admin-create-user-config AllowAdminCreateUserOnly=true',
      ],
    );
  });
});

test('destroy-all.sh stops if AWS does not say whether the account has a state', () => {
  rehearsal.remove('state-bucket');
  rehearsal.write('head-bucket-status', '503');
  const { status, output } = rehearsal.run('destroy-all.sh', ['--yes']);
  assert.equal(status, 1);
  assert.match(output, /does not say whether the bucket/);
});

describe('--state', () => {
  const deleteBucket = `aws s3api delete-bucket ${STATE}`;

  test('removes the bucket when nothing else needs it', () => {
    rehearsal.write(
      'state-keys',
      'marquee-bootstrap.tfstate\tmarquee-dev-server.tfstate\tmarquee-dev-client.tfstate\n',
    );
    rehearsal.write('other-state', EMPTY_STATE);
    rehearsal.write(
      'bootstrap-resources',
      'data.aws_caller_identity.account\naws_iam_policy.boundary\naws_iam_role.deploys-dev[0]\naws_s3_bucket.state\n',
    );
    const { status, output, calls } = rehearsal.run('destroy-all.sh', ['--yes', '--state']);
    assert.equal(status, 0, output);
    assert.deepEqual(calls.slice(-5), [
      `${terraform('bootstrap')} ${BACKEND}`,
      `${terraform('bootstrap')} state list`,
      `${terraform('bootstrap')} ${DESTROY} -target=aws_iam_policy.boundary -target=aws_iam_role.deploys-dev[0]`,
      empty('state'),
      deleteBucket,
    ]);
    assert.match(output, /Nothing of dev is left\.\n$/);
  });

  test('keeps the bucket while another environment has resources', () => {
    rehearsal.write('state-keys', 'marquee-staging-server.tfstate\n');
    rehearsal.write('other-state', '{ "version": 4, "resources": [{ "type": "aws_dynamodb_table" }] }');
    const { status, output, calls } = rehearsal.run('destroy-all.sh', ['--yes', '--state']);
    assert.equal(status, 1);
    assert.match(output, /marquee-staging-server\.tfstate still has resources/);
    assert.ok(!calls.includes(deleteBucket) && !calls.includes(empty('state')));
  });
});

describe('destroy-all.sh --client', () => {
  test('destroys only the page, and asks for the name first', () => {
    const { status, output, calls } = rehearsal.run('destroy-all.sh', ['--client'], { input: 'dev\n' });
    assert.equal(status, 0, output);
    assert.deepEqual(calls, DESTROYING.slice(0, DESTROYING.indexOf(`${terraform('dev-client')} ${DESTROY}`) + 1));
    assert.match(output, /destroys the page of the environment dev[^]*Type the name[^]*The API and all data are kept/);
    assert.doesNotMatch(output, /every film/);
  });

  test('refuses --state, which requires that nothing else is left', () => {
    const { status, calls } = rehearsal.run('destroy-all.sh', ['--client', '--state', '--yes']);
    assert.deepEqual([status, calls], [2, []]);
  });

  test('needs --lift-protection for a protected environment too', () => {
    rehearsal.install('prod');
    const { status, output } = rehearsal.run('destroy-all.sh', ['prod', '--client', '--yes']);
    assert.equal(status, 1);
    assert.match(output, /prod is protected against deletion[^]*destroy-all\.sh prod --client --lift-protection/);
  });
});
