import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { ENVIRONMENTS } from '../config/environments.ts';
import { Rehearsal } from './rehearsal/rehearsal.ts';
import { BACKEND, BUILD, CLIENT, LIST_BUILDS, SHOW_BUILD, UPLOAD_PAGE } from './rehearsal/steps.ts';

const CREDENTIALS = 'aws sts get-caller-identity --query Account --output text --region us-east-1';
const ENVIRONMENT = ['node scripts/require-node-24.mjs', 'node infrastructure/print-environment.ts dev'];

const DEPLOYS = {
  server: [
    'aws --version',
    CREDENTIALS,
    ...ENVIRONMENT,
    'npm run build -w server',
    'node infrastructure/main.ts',
    'node scripts/deploy/put-code.ts dev',
  ],
  client: [
    'aws --version',
    'terraform version -json',
    CREDENTIALS,
    ...ENVIRONMENT,
    'npm run build',
    'node infrastructure/main.ts',
    `${CLIENT} ${BACKEND}`,
    `${CLIENT} output -json`,
    ...UPLOAD_PAGE,
  ],
};

let rehearsal: Rehearsal;
beforeEach(() => {
  rehearsal = new Rehearsal();
});
afterEach(() => {
  rehearsal.close();
});

for (const [half, steps] of Object.entries(DEPLOYS)) {
  const script = `scripts/deploy/${half}.sh`;

  describe(`npm run deploy -w ${half}`, () => {
    test('goes through every step once, in order', () => {
      rehearsal.install('dev');
      const { status, output, calls } = rehearsal.run(script, []);
      assert.equal(status, 0, output);
      assert.deepEqual(calls, steps);
    });

    for (const [index, step] of steps.entries()) {
      if (step === 'aws --version') continue;
      test(`stops when step ${String(index + 1)} fails: ${step}`, () => {
        rehearsal.install('dev');
        const { status, calls } = rehearsal.run(script, [], { failAt: index + 1 });
        assert.notEqual(status, 0);
        assert.deepEqual(calls, steps.slice(0, index + 1));
      });
    }

    test('prints the environment and the account that it acts on', () => {
      rehearsal.install('dev');
      assert.match(rehearsal.run(script, []).output, /^Environment dev in the AWS account 123456789012$/m);
    });

    test('prints its usage without any call, and refuses unknown arguments', () => {
      const explained = rehearsal.run(script, ['--help']);
      assert.deepEqual([explained.status, explained.calls], [0, []]);
      assert.match(explained.output, /^Usage: npm run deploy/);
      for (const wrong of [['--bogus'], ['dev', 'prod']]) {
        const { status, output, calls } = rehearsal.run(script, wrong);
        assert.deepEqual([status, calls], [2, []]);
        assert.match(output, /^Usage: npm run deploy/);
      }
    });

    test('refuses an unknown environment, and lists the existing environments', () => {
      const { status, output } = rehearsal.run(script, ['devel']);
      assert.equal(status, 2);
      assert.match(
        output,
        new RegExp(`no environment 'devel'\\. Environments: ${ENVIRONMENTS.map(({ name }) => name).join(' ')} `),
      );
    });
  });
}

describe('npm run deploy -w server', () => {
  const CHECKS = ['aws --version', CREDENTIALS, ...ENVIRONMENT];
  const run = (...args: string[]) => {
    rehearsal.install('dev');
    return rehearsal.run('scripts/deploy/server.sh', args);
  };

  test('builds nothing when it goes back to an earlier release', () => {
    const { status, output, calls } = run('dev', '--to', '3');
    assert.equal(status, 0, output);
    assert.deepEqual(calls, [...CHECKS, 'node scripts/deploy/put-code.ts dev --to 3']);
  });

  test('ends with the exit code of the program that lists the releases', () => {
    const { status } = rehearsal.run('scripts/deploy/server.sh', ['dev', '--to'], { failAt: CHECKS.length + 1 });
    assert.equal(status, 1);
    assert.equal(run('--to').calls.at(-1), 'node scripts/deploy/put-code.ts dev --to ');
  });

  test('passes on how long the new version keeps its share', () => {
    assert.equal(run('dev', '--minutes', '0').calls.at(-1), 'node scripts/deploy/put-code.ts dev --minutes 0');
    for (const wrong of [['--minutes'], ['--minutes', 'two'], ['--minutes', '1', '--to', '3']]) {
      const { status, calls } = run(...wrong);
      assert.deepEqual([status, calls], [2, []]);
    }
  });
});

test('npm run deploy -w server needs no Terraform', () => {
  rehearsal.install('dev');
  rehearsal.without('terraform');
  const { status, output } = rehearsal.run('scripts/deploy/server.sh', []);
  assert.equal(status, 0, output);
});

test('npm run deploy -w client changes nothing when nothing is installed, and says what to run', () => {
  const { status, output, calls } = rehearsal.run('scripts/deploy/client.sh', []);
  assert.equal(status, 1);
  assert.match(output, /There is no marquee-dev-client in the AWS account 123456789012.*install-all/);
  assert.match(calls.at(-1) ?? '', /output -json$/);
});

describe('the builds of the page', () => {
  const BUCKET = 'marquee-dev-page-123456789012';
  /** The answer of S3 to LIST_BUILDS. */
  const builds = (...names: string[]) =>
    names
      .map((name, day) => `2026-11-0${String(day + 1)}T08:00:00+00:00\tbuilds/${name}/index.html`)
      .concat('2026-11-09T08:00:00+00:00\tbuilds/1/icons/index.html', '')
      .join('\n');
  const PREPARATION = [
    ...['aws --version', 'terraform version -json', CREDENTIALS, ...ENVIRONMENT],
    ...['npm run build -w server', 'node infrastructure/main.ts', `${CLIENT} ${BACKEND}`, `${CLIENT} output -json`],
    `aws s3api head-bucket --bucket ${BUCKET} --expected-bucket-owner 123456789012`,
    LIST_BUILDS,
  ];

  beforeEach(() => {
    rehearsal.install('dev');
  });

  test('can be gone back to without building or uploading the page', () => {
    rehearsal.write('builds', builds('11', '22'));
    const { status, output, calls } = rehearsal.run('scripts/deploy/client.sh', ['dev', '--to', '11']);
    assert.equal(status, 0, output);
    assert.deepEqual(calls, [...PREPARATION, ...SHOW_BUILD.map((call) => call.replace(BUILD, '11'))]);
  });

  test('are listed, with the live one marked, if the named build does not exist; nothing is changed', () => {
    rehearsal.write('builds', builds('11', '22'));
    rehearsal.write('live-build', '22');
    for (const wanted of [['--to', '1'], ['--to', '1.'], ['--to']]) {
      const { status, output, calls } = rehearsal.run('scripts/deploy/client.sh', wanted);
      assert.equal(status, 2);
      assert.match(
        output,
        /There is no build '1?\.?' of the page of dev to go back to\. There are:\n {2}2026-11-01T08:00:00\+00:00 11\n {2}2026-11-02T08:00:00\+00:00 22 \(live\)\n/,
      );
      assert.deepEqual(calls.slice(0, -1), PREPARATION);
      assert.match(calls.at(-1) ?? '', /^aws s3api head-object/);
    }
  });

  test('are removed after a deployment, except the newest five', () => {
    rehearsal.write('builds', builds('1', '2', '3', '4', '5', '6', '7'));
    const { status, output, calls } = rehearsal.run('scripts/deploy/client.sh', []);
    assert.equal(status, 0, output);
    const removed = (name: string) => `aws s3 rm s3://${BUCKET}/builds/${name} --recursive --only-show-errors`;
    assert.deepEqual(calls.slice(calls.indexOf(LIST_BUILDS) + 1), [removed('1'), removed('2')]);
    rehearsal.write('builds', builds('1', '2', '3', '4', '5'));
    assert.equal(rehearsal.run('scripts/deploy/client.sh', []).calls.at(-1), LIST_BUILDS);
  });

  test('have the same name if they have the same content, and another one if a file differs', () => {
    const nameOf = () =>
      /^This is build (\d+) of the page/m.exec(rehearsal.run('scripts/deploy/client.sh', []).output)?.[1];
    const name = nameOf();
    assert.equal(nameOf(), name);
    rehearsal.writeSource('client/dist/colour-scheme.js', 'changed');
    assert.notEqual(nameOf(), name);
  });
});

test('the uploaded index.html names the preview picture by its absolute address', () => {
  rehearsal.install('dev');
  rehearsal.run('scripts/deploy/client.sh', []);
  assert.equal(
    rehearsal.read('uploaded-index'),
    '<meta property="og:image" content="https://d111111abcdef8.example.org/icons/preview.png" />' +
      '<meta name="twitter:image" content="https://d111111abcdef8.example.org/icons/small.png" />\n',
  );
});
