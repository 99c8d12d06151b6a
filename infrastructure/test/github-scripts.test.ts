import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { parse } from 'yaml';
import { ENVIRONMENTS } from '../config/environments.ts';
import { Rehearsal } from './rehearsal/rehearsal.ts';
import { SERVER } from './rehearsal/steps.ts';

const RECORD = (commit: string) =>
  `aws ssm put-parameter --name /marquee/dev/commit --type String --value ${commit} --overwrite`;

let rehearsal: Rehearsal;
beforeEach(() => {
  rehearsal = new Rehearsal();
});
afterEach(() => {
  rehearsal.close();
});

/** The commands of a workflow, in order. */
function stepsOf(workflow: string): string[] {
  const text = readFileSync(join(import.meta.dirname, '../../.github/workflows', workflow), 'utf8');
  const { jobs } = parse(text) as { jobs: Record<string, { steps: { run?: string }[] }> };
  return Object.values(jobs)[0]?.steps.flatMap(({ run }) => run ?? []) ?? [];
}

describe('install-all.sh --built', () => {
  const install = (commit: string, failAt?: number) =>
    rehearsal.run('install-all.sh', ['dev', '--built', commit], failAt === undefined ? {} : { failAt });
  beforeEach(() => {
    rehearsal.bootstrap();
  });

  test('applies the unpacked build, and neither installs packages nor builds', () => {
    rehearsal.build();
    const commit = rehearsal.commit();
    const { status, output, calls } = install(commit);
    assert.equal(status, 0, output);
    assert.deepEqual(
      calls.filter((call) => /^npm|infrastructure\/main\.ts/.test(call)),
      [],
    );
    const recorded = calls.indexOf(RECORD(commit));
    assert.ok(recorded >= 0);
    assert.ok(calls.slice(0, recorded).every((call) => !/ apply |create-bucket|put-object/.test(call)));
    assert.ok(calls.some((call) => call.startsWith(`${SERVER} apply`)));
  });

  for (const applied of ['', 'bootstrapped-1-2\n']) {
    test(`asks for a person if the bootstrap stack has changed${applied === '' ? ' and its last apply failed' : ''}, and records nothing`, () => {
      rehearsal.build();
      rehearsal.write('bootstrapped', applied);
      const { status, output, calls } = install(rehearsal.commit());
      assert.equal(status, 1);
      assert.match(
        output,
        /^A person must run 'sh install-all\.sh dev' once, because the account's bootstrap stack has/m,
      );
      assert.ok(!calls.some((call) => / ssm | init | apply |put-object|delete-object|create-bucket/.test(call)));
    });
  }

  test('stops before it calls AWS if no build is unpacked', () => {
    const { status, output, calls } = install(rehearsal.commit());
    assert.equal(status, 1);
    assert.match(output, /client\/dist\/index\.html is missing: unpack the build first/);
    assert.deepEqual(calls, []);
  });

  test('refuses a commit that is older than the one that was applied, but accepts that one again, and newer ones', () => {
    rehearsal.build();
    const [older, applied] = [rehearsal.commit(), rehearsal.commit()];
    assert.equal(install(applied).status, 0);
    const refused = install(older);
    assert.equal(refused.status, 1);
    assert.match(refused.output, new RegExp(`${applied} was applied to dev, and it is not an ancestor of ${older}`));
    assert.ok(!refused.calls.some((call) => / apply |put-parameter|s3 (?:cp|sync)/.test(call)));
    assert.equal(install(applied).status, 0);
    const newer = rehearsal.commit();
    assert.equal(install(newer).status, 0);
    assert.equal(rehearsal.read('commit'), `${newer}\n`);
  });

  test('refuses an older commit even if the newer one failed halfway', () => {
    rehearsal.build();
    const [older, newer] = [rehearsal.commit(), rehearsal.commit()];
    const recorded = install(newer).calls.findIndex((call) => call.startsWith(`${SERVER} apply`));
    rehearsal.remove('commit');
    assert.equal(install(newer, recorded + 1).status, 1);
    assert.equal(install(older).status, 1);
  });

  test('refuses a commit if Git does not know the commit that was applied', () => {
    rehearsal.build();
    rehearsal.write('commit', '0123456789012345678901234567890123456789\n');
    const { status, output } = install(rehearsal.commit());
    assert.equal(status, 1);
    assert.match(output, /aws ssm delete-parameter --name \/marquee\/dev\/commit/);
  });

  test('stops if AWS does not say which commit was applied', () => {
    rehearsal.build();
    rehearsal.write('ssm-error', 'AccessDeniedException');
    const { status, output, calls } = install(rehearsal.commit());
    assert.equal(status, 1);
    assert.match(output, /does not say which commit was applied last[^]*AccessDeniedException/);
    assert.ok(!calls.some((call) => call.includes('put-parameter')));
  });

  test('with --plan records nothing', () => {
    rehearsal.build();
    const { status, output, calls } = rehearsal.run('install-all.sh', ['dev', '--plan', '--built', rehearsal.commit()]);
    assert.equal(status, 0, output);
    assert.ok(!calls.some((call) => / ssm | apply /.test(call)));
  });
});

describe('build.yml and install.yml', () => {
  const [, ...installs] = stepsOf('install.yml');
  const atMain = { GITHUB_REF: 'refs/heads/main', ENVIRONMENT: 'dev' };

  test('deploy what was built, byte by byte', () => {
    rehearsal.build();
    rehearsal.bootstrap();
    const env = { ...atMain, GITHUB_SHA: rehearsal.commit(), GITHUB_OUTPUT: join(rehearsal.folder, 'github-output') };
    for (const step of stepsOf('build.yml')) assert.equal(rehearsal.runStep(step, { env }).status, 0, step);
    const sha256 = /^sha256=([0-9a-f]{64})\n$/.exec(rehearsal.read('github-output') ?? '')?.[1] ?? '';
    const archive = readFileSync(join(rehearsal.folder, 'repository/build.tar.gz'));
    assert.equal(sha256, createHash('sha256').update(archive).digest('hex'));
    rehearsal.unbuild();
    for (const step of installs) {
      const { status, output } = rehearsal.runStep(step, { env: { ...env, SHA256: sha256 } });
      assert.equal(status, 0, output);
    }
    assert.equal(rehearsal.built('client/dist/index.html'), '{}\n');
    assert.notEqual(rehearsal.read('outputs-marquee-dev-client'), undefined);
  });

  test('unpack nothing that has another SHA-256', () => {
    rehearsal.build();
    const env = { ...atMain, GITHUB_OUTPUT: join(rehearsal.folder, 'github-output') };
    for (const step of stepsOf('build.yml')) rehearsal.runStep(step, { env });
    rehearsal.unbuild();
    const unpack = installs.find((step) => step.includes(' unpack ')) ?? '';
    const { status, output } = rehearsal.runStep(unpack, { env: { ...env, SHA256: '0'.repeat(64) } });
    assert.equal(status, 1);
    assert.match(output, /it is not what was built\. Nothing was unpacked/);
    assert.equal(rehearsal.built('client/dist/index.html'), undefined);
  });

  test('refuse any ref other than main', () => {
    const [first = ''] = stepsOf('install.yml');
    assert.equal(rehearsal.runStep(first, { env: atMain }).status, 0);
    for (const ref of ['refs/heads/main2', 'refs/pull/1/merge', 'refs/tags/main', '']) {
      const { status, output } = rehearsal.runStep(first, { env: { GITHUB_REF: ref } });
      assert.equal(status, 1);
      assert.match(output, /^::error::Only main is deployed/);
    }
  });
});

describe('the plan of a pull request', () => {
  /** Returns what goes into the comment, without the log. */
  const plan = (names = ENVIRONMENTS.map(({ name }) => name).join(' ')) =>
    rehearsal.runStep(`sh scripts/deploy/plan-environments.sh a-commit ${names} 2> /dev/null`);

  test('has a section for each environment, and no account', () => {
    rehearsal.build();
    rehearsal.write('plan', 'bucket marquee-123456789012\nPlan: 1 to add, 0 to change, 0 to destroy.\n');
    const { status, output } = plan();
    assert.equal(status, 0, output);
    for (const { name } of ENVIRONMENTS) {
      assert.match(output, new RegExp(`<summary>${name}: Plan: 1 to add.* Plan: 1 to add`));
    }
    assert.match(output, /bucket marquee-ACCOUNT/);
    assert.doesNotMatch(output, /123456789012/);
    assert.match(rehearsal.environments(), /^TF_CLI_ARGS_plan=-refresh=false -no-color$/m);
  });

  test('says once that a person must apply the bootstrap stack, if it has changed', () => {
    rehearsal.build();
    rehearsal.bootstrap();
    assert.doesNotMatch(plan().output, /bootstrap/);
    rehearsal.write('bootstrapped', 'bootstrapped-1-2\n');
    const { status, output } = plan();
    assert.equal(status, 0, output);
    const notices = output.match(/^.*marquee-bootstrap.*$/gm);
    assert.equal(notices?.length, 1, output);
    assert.match(
      notices[0] ?? '',
      /^\*\*Not in these plans: .* of the account of dev .* A person must apply it with 'sh install-all\.sh dev'/,
    );
  });

  test('has only the environments of the account whose credentials the job has', () => {
    rehearsal.build();
    const { status, output } = plan('prod');
    assert.equal(status, 0, output);
    assert.match(output, /<summary>prod: /);
    assert.doesNotMatch(output, /<summary>dev: /);
  });

  test('fits into a comment', () => {
    rehearsal.build();
    rehearsal.write('plan', `${'x'.repeat(100)}\n`.repeat(2_000));
    const { length } = plan().output;
    assert.ok(length > 50_000 && length < 65_000, String(length));
  });

  test('says that it failed, and fails, but plans the other environments', () => {
    rehearsal.build();
    rehearsal.write('concurrency', '0');
    const { status, output } = plan();
    assert.equal(status, 1);
    assert.match(output, /<summary>dev: (?!the plan failed)/);
    assert.match(output, /<summary>prod: the plan failed/);
  });

  test('is a new comment at first, and then replaces the text of that comment', () => {
    rehearsal.write('plan.md', 'the plan\n');
    const comment = () =>
      rehearsal
        .run('scripts/deploy/comment-plan.sh', [join(rehearsal.folder, 'plan.md'), 'a-commit', 'o/r', '12'])
        .calls.at(-1);
    assert.match(comment() ?? '', /^gh api --method POST repos\/o\/r\/issues\/12\/comments /);
    assert.equal(
      rehearsal.read('comment'),
      "<!-- plan of Marquee -->\nTerraform's plan for a-commit, compared with what was applied last:\nthe plan\n",
    );
    rehearsal.write('comments', '77\n');
    assert.match(comment() ?? '', /^gh api --method PATCH repos\/o\/r\/issues\/comments\/77 /);
  });
});

describe('the search for drift', () => {
  const SAME = 'No changes. Your infrastructure matches the configuration.\n';
  /** Returns what goes into the issue, without the log. */
  const find = () => rehearsal.runStep('sh scripts/deploy/find-drift.sh a-commit dev 2> /dev/null').output;

  beforeEach(() => {
    rehearsal.build();
    rehearsal.bootstrap();
  });

  test('finds nothing if no plan has a change, and compares with AWS itself, not only with the state', () => {
    rehearsal.write('plan', SAME);
    assert.equal(find(), '');
    assert.match(rehearsal.environments(), /^TF_CLI_ARGS_plan=-refresh=true -no-color$/m);
  });

  test('finds a change, a plan that fails, and a stack of the account that has changed', () => {
    rehearsal.write('plan', 'Plan: 0 to add, 1 to change, 0 to destroy.\n');
    assert.match(find(), /<summary>dev: Plan: 0 to add, 1 to change/);
    rehearsal.write('plan', SAME);
    rehearsal.write('bootstrapped', 'bootstrapped-1-2\n');
    assert.match(find(), /^\*\*Not in these plans: .*marquee-bootstrap/m);
    rehearsal.write('concurrency', 'none');
    rehearsal.unbuild();
    assert.match(find(), /<summary>dev: the plan failed/);
  });

  test('fails if nothing was compared', () => {
    rehearsal.writeSource('scripts/deploy/plan-environments.sh', 'exit 1\n');
    assert.equal(rehearsal.runStep('sh scripts/deploy/find-drift.sh a-commit dev').status, 1);
  });

  test('does not plan an environment that has not been installed', () => {
    rehearsal.write('plan', 'Plan: 90 to add, 0 to change, 0 to destroy.\n');
    rehearsal.write('installed', 'None\n');
    assert.equal(find(), '');
  });

  test('is reported in an issue, which is opened once, then updated, and closed when nothing differs', () => {
    const report = (found: string) => {
      rehearsal.write('drift.md', found);
      return rehearsal.run('scripts/deploy/report-drift.sh', [join(rehearsal.folder, 'drift.md'), 'a-commit', 'o/r']);
    };
    const opened = report('the plan\n');
    assert.equal(opened.status, 1);
    assert.match(opened.output, /^::error title=Drift::AWS differs from main/m);
    assert.match(opened.calls.at(-1) ?? '', /^gh api --method POST repos\/o\/r\/issues .*title=AWS differs from main/);
    assert.match(
      rehearsal.read('comment') ?? '',
      /^<!-- drift of Marquee -->\nAWS differs from a-commit\.[^]*\nthe plan\n$/,
    );
    rehearsal.write('issue', '7\n');
    assert.match(
      report('another\n').calls.at(-1) ?? '',
      /^gh api --method PATCH repos\/o\/r\/issues\/7 --field body=@/,
    );
    const closed = report('');
    assert.equal(closed.status, 0, closed.output);
    assert.equal(closed.calls.at(-1), 'gh api --method PATCH repos/o/r/issues/7 --field state=closed --silent');
    rehearsal.write('issue', '');
    assert.ok(!report('').calls.some((call) => call.includes('--method')));
  });
});

describe('set-up-github.sh', () => {
  const setUp = (...args: string[]) => rehearsal.run('scripts/deploy/set-up-github.sh', args);
  const BRANCHES = 'deployment-branch-policies';

  test('restricts each environment to main, and asks for an approval in every one except the first', () => {
    const { status, output, calls } = setUp('o/r', '123456789012', 'somebody');
    assert.equal(status, 0, output);
    for (const { name } of ENVIRONMENTS) {
      const path = `repos/o/r/environments/${name}`;
      assert.ok(calls.includes(`gh api --method PUT ${path} --input - --silent`));
      assert.ok(
        calls.includes(`gh api --method POST ${path}/${BRANCHES} --field name=main --field type=branch --silent`),
      );
    }
    const policy = { deployment_branch_policy: { protected_branches: false, custom_branch_policies: true } };
    const reviewers = [{ type: 'User', id: 4711 }];
    assert.deepEqual(
      (rehearsal.read('gh-input') ?? '')
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as unknown),
      ENVIRONMENTS.map((_environment, index) => ({ reviewers: index === 0 ? [] : reviewers, ...policy })),
    );
    assert.equal(calls.at(-1), 'gh variable set AWS_ACCOUNT --repo o/r --body 123456789012');
  });

  test('removes other branches, and adds main only once', () => {
    rehearsal.write('other-branches', '5\n6\n');
    rehearsal.write('main-branch', '7\n');
    const { calls } = setUp('o/r', '123456789012', 'somebody');
    for (const id of [5, 6]) {
      assert.ok(calls.includes(`gh api --method DELETE repos/o/r/environments/dev/${BRANCHES}/${String(id)} --silent`));
    }
    assert.ok(!calls.some((call) => call.includes('--method POST')));
  });

  test('lets people report vulnerabilities in private, and goes on if GitHub refuses', () => {
    const asks = 'gh api --method PUT repos/o/r/private-vulnerability-reporting --silent';
    const { calls } = setUp('o/r', '123456789012', 'somebody');
    assert.ok(calls.includes(asks));
    const refused = rehearsal.run('scripts/deploy/set-up-github.sh', ['o/r', '123456789012', 'somebody'], {
      failAt: calls.indexOf(asks) + 1,
    });
    assert.equal(refused.status, 0, refused.output);
    assert.match(refused.output, /^NOTICE: GitHub has not turned on private vulnerability reports for o\/r/m);
    assert.match(refused.calls.at(-1) ?? '', /^gh variable set AWS_ACCOUNT/);
  });

  test('needs a reviewer', () => {
    const { status, calls } = setUp('o/r', '123456789012');
    assert.equal(status, 2);
    assert.deepEqual(calls, []);
  });
});
