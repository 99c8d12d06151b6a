import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { KEY, Rehearsal, type Rehearsed } from './rehearsal/rehearsal.ts';
import { CLIENT, SERVER } from './rehearsal/steps.ts';

const env = { MARQUEE_TMDB_TOKEN: KEY };
const APPLY = 'apply -input=false -auto-approve';

let rehearsal: Rehearsal;
beforeEach(() => {
  rehearsal = new Rehearsal();
});
afterEach(() => {
  rehearsal.close();
});

function install(args: readonly string[] = [], failAt?: number) {
  return rehearsal.run('install-all.sh', args, { env, ...(failAt !== undefined && { failAt }) });
}

/** The number of a call in a repeated install, for `failAt`. */
function numberOf(call: string): number {
  const { calls } = install();
  assert.ok(calls.includes(call));
  return calls.indexOf(call) + 1;
}

describe('the credentials', () => {
  test('of the AWS CLI are passed to Terraform, because Terraform does not know aws login', () => {
    const { status, output, calls } = rehearsal.run('install-all.sh', [], { env: { ...env, AWS_PROFILE: 'mine' } });
    assert.equal(status, 0, output);
    const environments = rehearsal.environments();
    const byTerraform = calls.filter((call) => call.startsWith('terraform -chdir=')).length;
    assert.equal(environments.match(/^AWS_ACCESS_KEY_ID=exported$/gm)?.length, byTerraform);
    // Terraform would look for credentials in the profile.
    assert.equal(environments.match(/^AWS_PROFILE=mine$/gm)?.length, calls.length - byTerraform);
  });

  const minutes = (count: number) => new Date(Date.now() + count * 60_000).toISOString();

  test('that are about to expire are reported, and nothing is applied', () => {
    rehearsal.write('expiration', minutes(5));
    const { status, output, calls } = install();
    assert.equal(status, 1);
    assert.match(output, /Your AWS credentials expire in \d minutes[^]*Log in: aws login/);
    assert.ok(!calls.some((call) => / apply /.test(call)));
    rehearsal.install('dev');
    const destroyed = rehearsal.run('destroy-all.sh', ['--yes']);
    assert.equal(destroyed.status, 1);
    assert.match(destroyed.output, /Your AWS credentials expire in \d minutes/);
    assert.ok(!destroyed.calls.some((call) => / destroy /.test(call)));
  });

  test('that last long enough are used', () => {
    rehearsal.write('expiration', minutes(60));
    const { status, output } = install();
    assert.equal(status, 0, output);
  });
});

describe('a state that an earlier run could not save', () => {
  const leftover = 'repository/infrastructure/cdktf.out/stacks/marquee-dev-server/errored.tfstate';
  const push = `${SERVER} state push errored.tfstate`;
  const leave = (account: string) => {
    install();
    rehearsal.write(leftover, `{ "arn": "arn:aws:lambda:us-east-1:${account}:function:marquee-dev-api" }`);
  };

  test('is saved before the next apply', () => {
    leave('123456789012');
    const { status, output, calls } = install();
    assert.equal(status, 0, output);
    const stateAndApply = calls.filter((call) => call.startsWith(SERVER) && / state | apply /.test(call));
    assert.deepEqual(stateAndApply, [push, `${SERVER} ${APPLY}`]);
    assert.equal(rehearsal.read(leftover), undefined);
  });

  test('is saved before a destroy', () => {
    leave('123456789012');
    const { status, output, calls } = rehearsal.run('destroy-all.sh', ['--yes']);
    assert.equal(status, 0, output);
    assert.ok(calls.indexOf(push) < calls.indexOf(`${SERVER} destroy -input=false -auto-approve`));
    assert.ok(calls.includes(push));
  });

  test('is kept if it cannot be saved', () => {
    leave('123456789012');
    const number = numberOf(push);
    leave('123456789012');
    const { status, output, calls } = install([], number);
    assert.equal(status, 1);
    assert.match(output, /could not be saved\. If Terraform says that the saved state is newer/);
    assert.equal(calls.at(-1), push);
    assert.notEqual(rehearsal.read(leftover), undefined);
  });

  test('of another account is not saved into this one', () => {
    leave('999999999999');
    const { status, output, calls } = install();
    assert.equal(status, 1);
    assert.match(output, /errored\.tfstate belongs to another AWS account than 123456789012/);
    assert.ok(!calls.includes(push));
  });
});

describe('after Terraform has failed', () => {
  const lock = {
    ID: '3f0c',
    Operation: 'OperationTypeApply',
    Info: '',
    Who: 'ada@laptop',
    Created: '2026-11-29T08:00:00Z',
  };

  beforeEach(() => {
    install();
  });

  test('a lock is explained: who holds it, since when, and how to remove it', () => {
    const number = numberOf(`${SERVER} ${APPLY}`);
    rehearsal.write('lock', JSON.stringify(lock));
    const { status, output } = install([], number);
    assert.equal(status, 1);
    assert.match(
      output,
      /marquee-dev-server is locked by ada@laptop since 2026-11-29T08:00:00Z \(OperationTypeApply\)/,
    );
    assert.match(
      output,
      /^ {2}aws s3 rm s3:\/\/marquee-state-123456789012\/marquee-dev-server\.tfstate\.tflock --region us-east-1$/m,
    );
  });

  test('nothing is said about a lock if there is none', () => {
    const { status, output } = install([], numberOf(`${SERVER} ${APPLY}`));
    assert.equal(status, 1);
    assert.doesNotMatch(output, /locked|verified/);
  });

  test('the verification of new accounts is mentioned if the stack with CloudFront failed', () => {
    const { status, output } = install([], numberOf(`${CLIENT} ${APPLY}`));
    assert.equal(status, 1);
    assert.match(output, /must be verified before you can add CloudFront resources/);
  });
});

describe('concurrency', () => {
  // prod reserves 204, and AWS keeps 100.
  test('that other functions of the account have reserved is not available', () => {
    rehearsal.write('concurrency', '303');
    const { status, output } = install(['prod']);
    assert.equal(status, 1);
    assert.match(output, /^303 concurrent executions of Lambda are available to prod/m);
    rehearsal.write('concurrency', '304');
    assert.equal(install(['prod']).status, 0);
  });

  test('that the environment itself has reserved is available', () => {
    rehearsal.write('concurrency', '100');
    for (const [name, reserved] of Object.entries({ api: '200', import: '1', snapshot: 'None', purge: '2' })) {
      rehearsal.write(`reserved-prod-${name}`, reserved);
    }
    assert.match(install(['prod']).output, /^303 concurrent executions/m);
    rehearsal.write('reserved-prod-snapshot', '1');
    const { status, output } = install(['prod']);
    assert.equal(status, 0, output);
  });
});

describe('an environment that names its account', () => {
  test('is neither installed nor destroyed in another account', () => {
    rehearsal.install('dev');
    rehearsal.write('environment-dev', `${rehearsal.read('environment-dev') ?? ''}account=111111111111\n`);
    for (const [script, args] of [
      ['install-all.sh', []],
      ['destroy-all.sh', ['--yes']],
      ['scripts/deploy/server.sh', []],
    ] as const) {
      const { status, output, calls } = rehearsal.run(script, args, { env });
      assert.equal(status, 1);
      assert.match(output, /dev belongs to the AWS account 111111111111 .*you are logged in to 123456789012/);
      assert.ok(
        calls.every((call) => /^(?:npm ci|node |aws (?:--version|sts|s3api head-)|terraform version)/.test(call)),
      );
    }
  });

  test('is installed in that account', () => {
    rehearsal.write('environment-dev', `${rehearsal.read('environment-dev') ?? ''}account=123456789012\n`);
    const { status, output } = install();
    assert.equal(status, 0, output);
  });
});

test('the bootstrap stack is applied again if another version was applied last', () => {
  install();
  const marker = rehearsal.read('bootstrapped');
  rehearsal.write('bootstrapped', 'bootstrapped-1-2\n');
  const { status, output, calls } = install();
  assert.equal(status, 0, output);
  const steps = calls.filter((call) => /delete-object|marquee-bootstrap apply|put-object/.test(call));
  assert.deepEqual(
    steps.map((step) => /delete-object .*(--key .*)|apply|put-object .*(--key .*)/.exec(step)?.slice(1)),
    [
      ['--key bootstrapped-1-2', undefined],
      [undefined, undefined],
      [undefined, `--key ${marker?.trim() ?? ''}`],
    ],
  );
});

test('the bootstrap stack counts as not applied after a failed apply', () => {
  install();
  rehearsal.write('bootstrapped', 'bootstrapped-1-2\n');
  const apply = `terraform -chdir=infrastructure/cdktf.out/stacks/marquee-bootstrap ${APPLY}`;
  const number = numberOf(apply);
  rehearsal.write('bootstrapped', 'bootstrapped-1-2\n');
  assert.equal(install([], number).status, 1);
  assert.equal(rehearsal.read('bootstrapped'), undefined);
});

test('--plan gives Terraform the address of the page, if sign-in needs it', () => {
  rehearsal.install('dev');
  const facts = rehearsal.read('environment-dev') ?? '';
  rehearsal.write('environment-dev', facts.replace('serverNeedsPage=false', 'serverNeedsPage=true'));
  const { status, output, calls } = install(['--plan']);
  assert.equal(status, 0, output);
  assert.ok(calls.includes(`${SERVER} plan -input=false -lock=false`));
  assert.match(rehearsal.environments(), /^TF_VAR_page_url=https:\/\/d111111abcdef8\.example\.org$/m);
});

test('behind a firewall, the server is applied again once CloudFront sends its secret, and only then', () => {
  const facts = rehearsal.read('environment-dev') ?? '';
  rehearsal.write('environment-dev', facts.replace('serverNeedsPage=false', 'serverNeedsPage=true'));
  const declare = (value: string) => {
    rehearsal.declare('marquee-dev-client', { origin_verify_sha256: value });
  };
  declare('abc123');
  const applied = ({ calls }: Rehearsed) => calls.filter((call) => call.includes(` ${APPLY}`));
  const client = `terraform -chdir=infrastructure/cdktf.out/stacks/marquee-dev-client ${APPLY}`;
  const server = `${SERVER} ${APPLY}`;
  assert.deepEqual(applied(install()).slice(1), [server, client, server]);
  assert.match(rehearsal.environments(), /^TF_VAR_origin_verify_sha256=abc123$/m);
  assert.deepEqual(applied(install()), [server, client]);
  declare('def456');
  assert.deepEqual(applied(install()), [server, client, server]);
});

describe('a tool that is too old', () => {
  const installed = {
    'terraform-version': {
      '1.9.8': false,
      '1.10.5': false,
      '0.15.0': false,
      '1.11.0': true,
      '1.20.1': true,
      '2.0.0': true,
    },
    'aws-version': { '1.44.3': false, '2.32.0': true },
  };
  for (const [file, versions] of Object.entries(installed)) {
    for (const [version, isGood] of Object.entries(versions)) {
      test(`is named with its version: ${file} ${version} ${isGood ? 'is not' : 'is'} too old`, () => {
        rehearsal.write(file, version);
        const { status, output } = install();
        assert.equal(status, isGood ? 0 : 1, output);
        if (!isGood)
          assert.match(output, new RegExp(`${version.replaceAll('.', '\\.')} is too old\\. .*: install .*https://`));
      });
    }
  }
});

test('nothing is uploaded into a bucket of another account', () => {
  rehearsal.install('dev');
  for (const [script, bucket] of [
    ['install-all.sh', 'imports'],
    ['scripts/deploy/client.sh', 'page'],
  ] as const) {
    rehearsal.write('foreign-bucket', `marquee-dev-${bucket}-123456789012`);
    const { status, output, calls } = rehearsal.run(script, [], { env });
    assert.equal(status, 1);
    assert.match(output, new RegExp(`marquee-dev-${bucket}-123456789012 is missing, or belongs to another account`));
    assert.ok(!calls.some((call) => /^aws s3 (?:cp|sync)/.test(call)));
  }
});

test('S3 is called only for buckets of this account', () => {
  install();
  const calls = [install().calls, rehearsal.run('destroy-all.sh', ['--yes', '--state']).calls].flat();
  const s3 = calls.filter((call) => call.startsWith('aws s3api ') && !call.includes('create-bucket'));
  assert.ok(s3.length > 3);
  assert.deepEqual(
    s3.filter((call) => !call.includes('--expected-bucket-owner 123456789012')),
    [],
  );
});
