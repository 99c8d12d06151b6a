import assert from 'node:assert/strict';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { ENVIRONMENTS } from '../config/environments.ts';
import { Rehearsal } from './rehearsal/rehearsal.ts';
import { BACKEND, CLIENT, UPLOAD_PAGE } from './rehearsal/steps.ts';

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

test('the uploaded index.html names the preview picture by its absolute address', () => {
  rehearsal.install('dev');
  rehearsal.run('scripts/deploy/client.sh', []);
  assert.equal(
    rehearsal.read('uploaded-index'),
    '<meta property="og:image" content="https://d111111abcdef8.example.org/icons/preview.png" />' +
      '<meta name="twitter:image" content="https://d111111abcdef8.example.org/icons/small.png" />\n',
  );
});
