import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { ENVIRONMENTS } from '../config/environments.ts';
import { KEY, Rehearsal } from './rehearsal/rehearsal.ts';
import { BACKEND, CLIENT, MARKER, SERVER, UPLOAD_PAGE } from './rehearsal/steps.ts';

const BOOTSTRAP = 'terraform -chdir=infrastructure/cdktf.out/stacks/marquee-bootstrap';
const APPLY = 'apply -input=false -auto-approve';

const STATE = '--bucket marquee-state-123456789012 --expected-bucket-owner 123456789012 --region us-east-1';
const IS_BOOTSTRAPPED = `aws s3api list-objects-v2 ${STATE} --prefix bootstrapped- --query (Contents || \`[]\`)[].Key --output text`;

/** The environments, with OMDb in dev. */
const WITH_OMDB = readFileSync(join(import.meta.dirname, '../config/environments.ts'), 'utf8').replace(
  /^ *name: 'dev',$/m,
  "$&\n    movieProvider: 'omdb',",
);

/** The calls of a first install, into an account without Marquee, with a token in the environment. */
const FIRST_INSTALL = [
  'aws --version',
  'terraform version -json',
  'aws sts get-caller-identity --query Account --output text --region us-east-1',
  'npm ci',
  'npm ci --prefix infrastructure',
  'node scripts/require-node-24.mjs',
  'node infrastructure/print-environment.ts dev',
  'npm run build',
  'node infrastructure/main.ts',
  `aws s3api head-bucket ${STATE}`,
  'aws s3api create-bucket --bucket marquee-state-123456789012 --region us-east-1',
  `${BOOTSTRAP} ${BACKEND}`,
  `${BOOTSTRAP} output -json`,
  `${BOOTSTRAP} ${APPLY}`,
  `aws s3api put-object ${STATE} --key ${MARKER}`,
  `${SERVER} ${BACKEND}`,
  `${SERVER} ${APPLY}`,
  `${SERVER} output -json`,
  'node scripts/deploy/put-code.ts dev',
  'aws ssm put-parameter --cli-input-json file://TEMPORARY',
  'aws s3api list-objects-v2 --bucket marquee-dev-imports-123456789012 --expected-bucket-owner 123456789012 --max-keys 1 --query length(Contents || `[]`) --output text',
  'aws s3api head-bucket --bucket marquee-dev-imports-123456789012 --expected-bucket-owner 123456789012',
  'aws s3 cp server/data/sample-films.json s3://marquee-dev-imports-123456789012/sample-films.json --only-show-errors',
  `${CLIENT} ${BACKEND}`,
  `${CLIENT} ${APPLY}`,
  `${CLIENT} output -json`,
  ...UPLOAD_PAGE,
  'node scripts/verify/main.ts https://d111111abcdef8.example.org --wait 600',
];

/** Calls that change nothing at AWS. */
const READ_ONLY =
  /^(?:aws --version|terraform version|aws sts|npm ci|node |npm run build|aws s3api (?:head|list)-|aws lambda get-)/;

let rehearsal: Rehearsal;
beforeEach(() => {
  rehearsal = new Rehearsal();
});
afterEach(() => {
  rehearsal.close();
});

describe('install-all.sh', () => {
  test('goes through every step once, in order, and says where the page is', () => {
    const { status, output, calls } = rehearsal.run('install-all.sh', [], { env: { MARQUEE_TMDB_TOKEN: KEY } });
    assert.equal(status, 0, output);
    assert.deepEqual(calls, FIRST_INSTALL);
    assert.match(output, /Marquee \(dev\) is at https:\/\/d111111abcdef8\.example\.org\n$/);
  });

  test('passes the API’s domain to the client stack, and the state bucket to Terraform', () => {
    rehearsal.run('install-all.sh', []);
    const environments = rehearsal.environments();
    assert.match(environments, /^TF_VAR_api_domain=api\.example\.org$/m);
    assert.match(environments, /^TF_VAR_state_bucket=marquee-state-123456789012$/m);
    assert.match(environments, /^AWS_REGION=us-east-1$/m);
  });

  test('skips the bootstrap and the sample import in a second run, and repeats the other steps', () => {
    rehearsal.run('install-all.sh', [], { env: { MARQUEE_TMDB_TOKEN: KEY } });
    const { status, calls } = rehearsal.run('install-all.sh', ['dev'], { env: { MARQUEE_TMDB_TOKEN: KEY } });
    assert.equal(status, 0);
    const once = /create-bucket|sample-films|head-bucket --bucket marquee-dev-imports|marquee-bootstrap|bootstrapped/;
    assert.deepEqual(
      calls.filter((call) => call !== IS_BOOTSTRAPPED),
      FIRST_INSTALL.filter((call) => !once.test(call)),
    );
    assert.ok(calls.includes(IS_BOOTSTRAPPED));
  });

  test('remembers the deploying repository when the bootstrap stack changes', () => {
    rehearsal.declare('marquee-bootstrap', { deploying_repository: 'o/r', has_github_provider: 'false' });
    rehearsal.run('install-all.sh', [], { env: { TF_VAR_github_repository: 'o/r' } });
    rehearsal.remove('bootstrapped');
    rehearsal.remove('environments');
    const { calls } = rehearsal.run('install-all.sh', []);
    assert.ok(calls.includes(`${BOOTSTRAP} ${APPLY}`));
    assert.match(rehearsal.environments(), /^TF_VAR_github_repository=o\/r$/m);
  });

  test('pins the provider of every stack to the committed lock file, which Terraform may not change', () => {
    const lock = 'provider "registry.terraform.io/hashicorp/aws" {}';
    rehearsal.writeSource('infrastructure/terraform.lock.hcl', lock);
    const { calls } = rehearsal.run('install-all.sh', []);
    const inits = calls.filter((call) => call.includes(' init '));
    assert.equal(inits.length, 3);
    for (const call of inits) assert.match(call, / -reconfigure -lockfile=readonly -backend-config=/);
    for (const stack of ['marquee-bootstrap', 'marquee-dev-server', 'marquee-dev-client']) {
      assert.equal(rehearsal.synthesised(stack, '.terraform.lock.hcl'), lock);
    }
  });

  test('says so if there is no lock file', () => {
    assert.match(rehearsal.run('install-all.sh', []).output, /There is no infrastructure\/terraform\.lock\.hcl/);
  });

  test('lets all stacks share one copy of the provider, even those without a lock file', () => {
    rehearsal.run('install-all.sh', []);
    const environments = rehearsal.environments();
    assert.match(environments, /^TF_PLUGIN_CACHE_DIR=\/.*\/\.cache\/terraform-plugins$/m);
    assert.match(environments, /^TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE=1$/m);
  });

  const env = { MARQUEE_TMDB_TOKEN: KEY };
  // These calls may fail: head-bucket fails when there is no bucket, and aws --version is read only to find a version
  // that is too old.
  const mayFail = /head-bucket|aws --version/;
  for (const [index, step] of FIRST_INSTALL.entries()) {
    if (mayFail.test(step)) continue;
    test(`stops when this step fails, and the next run completes: ${step}`, () => {
      const failed = rehearsal.run('install-all.sh', [], { env, failAt: index + 1 });
      assert.notEqual(failed.status, 0);
      assert.deepEqual(failed.calls, FIRST_INSTALL.slice(0, index + 1));
      assert.doesNotMatch(failed.output, /Marquee \(dev\) is at/);
      assert.deepEqual(rehearsal.leftovers(), []);
      const again = rehearsal.run('install-all.sh', [], { env });
      assert.equal(again.status, 0, again.output);
      assert.equal(again.calls.at(-1), FIRST_INSTALL.at(-1));
      assert.notEqual(rehearsal.read('bootstrapped'), undefined);
      assert.ok(rehearsal.read('parameter')?.includes(KEY));
      assert.equal(rehearsal.read('imports'), '1\n');
    });
  }
});

describe('the key', () => {
  const given: Record<string, { env?: Record<string, string>; input?: string }> = {
    'from the environment': { env: { MARQUEE_TMDB_TOKEN: KEY } },
    'that is typed': { input: `${KEY}\n` },
  };
  for (const [how, what] of Object.entries(given)) {
    test(`${how} reaches the parameter, but no argument, output or environment of another command`, () => {
      const { output, calls } = rehearsal.run('install-all.sh', [], what);
      assert.deepEqual(JSON.parse(rehearsal.read('parameter') ?? ''), {
        Name: '/marquee/dev/tmdb-token',
        Value: KEY,
        Type: 'SecureString',
        Overwrite: true,
      });
      assert.notEqual(rehearsal.read('private'), '', 'only the owner may read the file');
      assert.deepEqual(rehearsal.leftovers(), []);
      assert.ok(!output.includes(KEY));
      assert.ok(!calls.join('\n').includes(KEY));
      assert.ok(!rehearsal.environments().includes(KEY));
    });
  }

  test('is not in the output even when the shell traces the script', () => {
    const { output } = rehearsal.run('install-all.sh', [], { env: { MARQUEE_TMDB_TOKEN: KEY }, traced: true });
    assert.ok(!output.includes(KEY));
  });

  test('may be skipped: the parameter stays as it is, and all other steps run', () => {
    const { status, output, calls } = rehearsal.run('install-all.sh', [], { input: '\n' });
    assert.equal(status, 0);
    assert.match(output, /No key was given/);
    assert.deepEqual(
      calls,
      FIRST_INSTALL.filter((call) => !call.includes('put-parameter')),
    );
  });

  describe('of OMDb', () => {
    const omdb = '0a1b2c3d';
    beforeEach(() => {
      rehearsal.writeSource('infrastructure/config/environments.ts', WITH_OMDB);
      rehearsal.declare('marquee-dev-server', { token_parameter: '/marquee/dev/omdb-key' });
    });

    for (const [how, what] of Object.entries({
      'from the environment': { env: { MARQUEE_OMDB_KEY: omdb, MARQUEE_TMDB_TOKEN: KEY } },
      'that is typed again after a typing error': { input: `${KEY}\n${omdb}\n`, env: { MARQUEE_TMDB_TOKEN: KEY } },
    })) {
      test(`${how} reaches the parameter of an environment that uses OMDb, and TMDB’s token goes nowhere`, () => {
        const { status, output } = rehearsal.run('install-all.sh', [], what);
        assert.equal(status, 0, output);
        assert.match(rehearsal.read('parameter') ?? '', new RegExp(`"/marquee/dev/omdb-key","Value":"${omdb}"`));
        assert.ok(!(output + rehearsal.environments()).includes(omdb));
        assert.ok(!(output + rehearsal.environments()).includes(KEY));
      });
    }

    test('must be well-formed, and is not asked for in an environment that uses TMDB', () => {
      const wrong = rehearsal.run('install-all.sh', [], { env: { MARQUEE_OMDB_KEY: 'short' } });
      assert.equal(wrong.status, 1);
      assert.match(wrong.output, /MARQUEE_OMDB_KEY is not a key of OMDb: such keys have eight characters/);
      const prod = rehearsal.run('install-all.sh', ['prod'], { env: { MARQUEE_OMDB_KEY: omdb }, input: '\n' });
      assert.match(prod.output, /The read access token of TMDB \(hidden/);
      assert.match(prod.output, /No key was given/);
    });
  });

  test('is asked for again when it is malformed', () => {
    const { status, output } = rehearsal.run('install-all.sh', [], { input: `0123456789abcdef\n${KEY}\n` });
    assert.equal(status, 0);
    assert.match(output, /That is not a read access token of TMDB: such tokens begin with eyJ/);
    assert.ok(rehearsal.read('parameter')?.includes(KEY));
  });

  for (const wrong of ['0123456789abcdef', 'eyJ', 'eyJhbGciOiJIUzI1NiJ9.x', `${KEY}"`, 'eyJ a.b.c']) {
    test(`from the environment must be well-formed: ${wrong}`, () => {
      const { status, output, calls } = rehearsal.run('install-all.sh', [], { env: { MARQUEE_TMDB_TOKEN: wrong } });
      assert.equal(status, 1);
      assert.match(output, /is not a read access token/);
      assert.equal(calls.length, 3);
    });
  }
});

describe('before it changes anything, install-all.sh', () => {
  for (const tool of ['aws', 'terraform', 'npm', 'node']) {
    test(`reports that ${tool} is missing, with a remedy`, () => {
      rehearsal.without(tool);
      const { status, output, calls } = rehearsal.run('install-all.sh', []);
      assert.equal(status, 1);
      assert.match(output, new RegExp(`This is missing:\n  ${tool}: install .*https://`));
      assert.deepEqual(calls, []);
    });
  }

  test('stops if AWS does not say that there is no bucket with the state', () => {
    rehearsal.write('head-bucket-status', '403');
    const { status, output, calls } = rehearsal.run('install-all.sh', []);
    assert.equal(status, 1);
    assert.match(output, /does not say whether the bucket marquee-state-123456789012[^]*\(403\)/);
    assert.ok(!calls.some((call) => call.includes('create-bucket')));
  });

  test('says how to log in to AWS', () => {
    rehearsal.write('logged-out', '');
    const { status, output, calls } = rehearsal.run('install-all.sh', []);
    assert.equal(status, 1);
    assert.match(output, /aws sso login/);
    assert.equal(calls.length, 3);
  });

  test('refuses an unknown environment, and lists the existing environments', () => {
    const { status, output, calls } = rehearsal.run('install-all.sh', ['production']);
    assert.equal(status, 2);
    assert.match(
      output,
      new RegExp(`no environment 'production'\\. Environments: ${ENVIRONMENTS.map(({ name }) => name).join(' ')} `),
    );
    assert.deepEqual(calls, []);
  });

  test('refuses a data file that is missing, and names the file', () => {
    const { status, output, calls } = rehearsal.run('install-all.sh', ['--data', 'nowhere.json']);
    assert.equal(status, 1);
    assert.match(output, /There is no file .*nowhere\.json/);
    assert.deepEqual(calls, []);
  });

  test('stops when the account may not run enough functions at once', () => {
    rehearsal.write('concurrency', '10');
    const { status, output, calls } = rehearsal.run('install-all.sh', ['prod']);
    assert.equal(status, 1);
    assert.match(output, /^10 concurrent executions of Lambda are available to prod in us-east-1; it reserves 204/m);
    assert.match(output, /Service Quotas/);
    assert.ok(calls.every((call) => READ_ONLY.test(call)));
  });

  test('shows with --plan what would change, and then changes nothing', () => {
    const { status, output, calls } = rehearsal.run('install-all.sh', ['--plan'], { env: { MARQUEE_TMDB_TOKEN: KEY } });
    assert.equal(status, 0, output);
    const [stacks, others] = [
      calls.filter((call) => call.includes('/stacks/')),
      calls.filter((call) => !call.includes('/stacks/')),
    ];
    assert.deepEqual(
      others.filter((call) => !READ_ONLY.test(call)),
      [],
    );
    assert.deepEqual(
      stacks.filter((call) => / plan /.test(call)),
      [`${SERVER} plan -input=false -lock=false`, `${CLIENT} plan -input=false -lock=false`],
    );
    assert.ok(stacks.every((call) => / (?:init|plan|output) /.test(call)));
    assert.equal(rehearsal.read('state-bucket'), undefined);
  });
});

test('install-all.sh imports your own data set at every run', () => {
  rehearsal.write('my films.json', '[]');
  const data = `${rehearsal.folder}/my films.json`;
  for (const _time of [1, 2]) {
    const { calls } = rehearsal.run('install-all.sh', ['dev', '--data', data]);
    assert.ok(
      calls.includes(`aws s3 cp ${data} s3://marquee-dev-imports-123456789012/my films.json --only-show-errors`),
    );
    assert.ok(!calls.join('\n').includes('sample-films'));
  }
});

test('install-all.sh --local starts everything on this machine with the given token, without a call to AWS', () => {
  const { status, calls } = rehearsal.run('install-all.sh', ['--local'], { env: { MARQUEE_TMDB_TOKEN: KEY } });
  assert.equal(status, 0);
  assert.deepEqual(calls, ['npm ci', 'npm start']);
  assert.match(rehearsal.environments(), new RegExp(`^MARQUEE_TMDB_TOKEN=${KEY}$`, 'm'));
});

describe('install-all.sh --client', () => {
  const onlyClient = (calls: readonly string[]) => calls.filter((call) => !call.includes('marquee-bootstrap'));

  test('installs only the page when there is no API, and says so', () => {
    const { status, output, calls } = rehearsal.run('install-all.sh', ['--client']);
    assert.equal(status, 0, output);
    const at = calls.indexOf(`${SERVER} ${BACKEND}`);
    assert.deepEqual(calls.slice(at), [
      `${SERVER} ${BACKEND}`,
      `${SERVER} output -json`,
      `${CLIENT} ${BACKEND}`,
      `${CLIENT} ${APPLY}`,
      `${CLIENT} output -json`,
      ...UPLOAD_PAGE,
    ]);
    assert.doesNotMatch(rehearsal.environments(), /^TF_VAR_api_domain=.+$/m);
    assert.match(
      output,
      /page of Marquee \(dev\) is at https:\S+\nTo connect it with an API: sh install-all\.sh dev\n$/,
    );
    assert.deepEqual(
      onlyClient(calls).filter((call) => /put-parameter|imports/.test(call)),
      [],
    );
  });

  test('connects the page with the API that is installed, and tries both', () => {
    rehearsal.install('dev');
    const { status, calls } = rehearsal.run('install-all.sh', ['dev', '--client']);
    assert.equal(status, 0);
    assert.match(rehearsal.environments(), /^TF_VAR_api_domain=api\.example\.org$/m);
    assert.ok(!calls.some((call) => call.startsWith(`${SERVER} apply`)));
    assert.equal(calls.at(-1), FIRST_INSTALL.at(-1));
  });

  test('tells the API about a page that is installed again, if sign-in or the firewall needs that', () => {
    rehearsal.install('dev');
    rehearsal.remove('outputs-marquee-dev-client');
    const facts = rehearsal.read('environment-dev') ?? '';
    rehearsal.write('environment-dev', facts.replace('serverNeedsPage=false', 'serverNeedsPage=true'));
    const applied = () =>
      rehearsal
        .run('install-all.sh', ['--client'])
        .calls.filter((call) => [SERVER, CLIENT].some((stack) => call === `${stack} ${APPLY}`));
    assert.deepEqual(applied(), [`${CLIENT} ${APPLY}`, `${SERVER} ${APPLY}`]);
    assert.deepEqual(applied(), [`${CLIENT} ${APPLY}`]);
  });

  for (const others of [['--plan'], ['--data', 'films.json']]) {
    test(`refuses ${others.join(' ')}, which is not for the page`, () => {
      const { status, calls } = rehearsal.run('install-all.sh', ['--client', ...others]);
      assert.deepEqual([status, calls], [2, []]);
    });
  }
});
