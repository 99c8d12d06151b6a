import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { parse } from 'yaml';
import { ENVIRONMENTS } from '../config/environments.ts';
import type { Environment } from '../config/schema.ts';
import { deployWorkflow } from '../deploy-workflow.ts';
import { driftWorkflow } from '../drift-workflow.ts';
import { planWorkflow } from '../plan-workflow.ts';
import { REHEARSED_BY_GITHUB } from '../rehearsal/arguments.ts';
import { rehearseWorkflow } from '../rehearse-workflow.ts';

type Step = {
  readonly uses?: string;
  readonly run?: string;
  readonly if?: string;
  readonly with?: Readonly<Record<string, unknown>>;
};
type Job = {
  readonly steps?: readonly Step[];
  readonly strategy?: { readonly matrix: Readonly<Record<string, readonly string[]>> };
  readonly uses?: string;
  readonly needs?: string | readonly string[];
  readonly if?: string;
  readonly environment?: string;
  readonly with?: Readonly<Record<string, unknown>>;
  readonly permissions?: Readonly<Record<string, string>>;
};
type Workflow = {
  readonly on: Readonly<Record<string, unknown>>;
  readonly permissions: Readonly<Record<string, string>>;
  readonly jobs: Readonly<Record<string, Job>>;
};

const FOLDER = join(import.meta.dirname, '../../.github/workflows');
const WORKFLOWS = Object.fromEntries(
  readdirSync(FOLDER).map((file) => [file, readFileSync(join(FOLDER, file), 'utf8')]),
);

const { scripts: SCRIPTS } = JSON.parse(readFileSync(join(import.meta.dirname, '../../package.json'), 'utf8')) as {
  scripts: Readonly<Record<string, string>>;
};

/**
 * The workflows with jobs that may write something, and what each of these jobs may write: a branch with a pull request for
 * it; the page at GitHub Pages; a comment on a pull request; an issue; a tag, the changelog and a release; an image and its file; the image of all
 * architectures; the page at GitHub Pages, by the workflow for it.
 */
const MAY_WRITE: Readonly<Record<string, readonly unknown[]>> = {
  'provider-lock.yml': [['write', { 'pull-requests': 'write' }]],
  'preview.yml': [['read', { pages: 'write' }]],
  'plan.yml': [['read', { 'pull-requests': 'write' }]],
  'drift.yml': [['read', { issues: 'write' }]],
  'release.yml': [
    ['write', { attestations: 'write' }],
    ['write', { packages: 'write', attestations: 'write' }],
    ['read', { packages: 'write', attestations: 'write' }],
    ['read', { pages: 'write' }],
  ],
};

const read = (file: string) => parse(WORKFLOWS[file] ?? '') as Workflow;

for (const [file, text] of Object.entries(WORKFLOWS)) {
  describe(file, () => {
    const workflow = parse(text, { strict: true }) as Workflow;
    const jobs = Object.values(workflow.jobs);
    const steps = jobs.flatMap((job) => job.steps ?? []);

    test('may only read the repository by default', () => {
      assert.deepEqual(workflow.permissions, { contents: 'read' });
      const writing = jobs.flatMap(({ permissions = {} }) => {
        const { contents = 'read', 'id-token': _exchanged, ...others } = permissions;
        return contents === 'write' || Object.keys(others).length > 0 ? [[contents, others]] : [];
      });
      assert.deepEqual(writing, MAY_WRITE[file] ?? []);
    });

    test('pins actions to a commit, with the version in a comment', () => {
      assertPinned(text);
    });

    test('keeps no key: GitHub’s token is exchanged for credentials', () => {
      assert.doesNotMatch(text, /secrets\s*[.[:]|access[-_]key|AKIA|session[-_]token/i);
      for (const step of steps.filter(({ uses }) => uses?.startsWith('aws-actions/'))) {
        assert.deepEqual(Object.keys(step.with ?? {}).sort(), ['aws-region', 'role-to-assume']);
      }
    });

    test('does not leave GitHub’s token to the commands that it runs', () => {
      for (const step of steps.filter(({ uses }) => uses?.startsWith('actions/checkout@'))) {
        assert.equal(step.with?.['persist-credentials'], false);
      }
    });

    test('puts no expression into a command, because somebody else may have written its value', () => {
      for (const { run = '' } of steps) assert.doesNotMatch(run, /\$\{\{/);
    });
  });
}

/** Fails unless every action is pinned. Those of this repository are pinned by the checkout. */
function assertPinned(text: string): void {
  for (const line of text.split('\n').filter((one) => /^\s*(?:- )?uses:/.test(one))) {
    assert.match(
      line,
      /uses: (?:\.\/\.github\/(?:actions|workflows)\/\S+|[\w-]+\/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+)$/,
    );
  }
}

test('every workflow has the version of Terraform in infrastructure/.terraform-version', () => {
  const action = readFileSync(join(FOLDER, '../actions/terraform/action.yml'), 'utf8');
  assertPinned(action);
  assert.match(action, /terraform_version: \$\{\{ steps\.wanted\.outputs\.version \}\}/);
  assert.match(
    readFileSync(join(import.meta.dirname, '../.terraform-version'), 'utf8'),
    /^1\.(?:1[1-9]|[2-9]\d)\.\d+\n$/,
  );
  for (const [file, text] of Object.entries(WORKFLOWS)) assert.doesNotMatch(text, /setup-terraform/, file);
});

test('the gate has a job for every check of npm run check', () => {
  const checks = Object.keys(SCRIPTS).flatMap((name) => /^check:(.+)$/.exec(name)?.[1] ?? []);
  const { check } = read('check.yml').jobs;
  assert.deepEqual(check?.strategy?.matrix['check'], checks);
  assert.deepEqual(
    check.steps?.flatMap(({ run }) => run ?? []),
    ['npm ci', 'npm run pregate', 'npm run "check:$CHECK"'],
  );
});

test('.ci/run runs the checks that npm run check leaves out', () => {
  const leftOut = /'npm:check:\*\(!([\w|]+)\)'$/.exec(SCRIPTS['gate'] ?? '')?.[1]?.split('|');
  assert.ok(leftOut);
  const ci = readFileSync(join(import.meta.dirname, '../../.ci/run'), 'utf8');
  for (const name of leftOut) {
    assert.ok(SCRIPTS[`check:${name}`], name);
    assert.match(ci, new RegExp(`npm( run |:)check:${name}\\b`));
  }
});

test('pull requests rehearse the first environment, a protected one and the one with every option', () => {
  assert.equal(read('ci.yml').jobs['rehearse']?.uses, './.github/workflows/rehearse.yml');
  assert.deepEqual(REHEARSED_BY_GITHUB, ['dev', 'prod', 'full']);
});

test('all workflows have the same version of an action, because Dependabot changes them together', () => {
  const uses = Object.values(WORKFLOWS).flatMap((text) => text.match(/uses: [\w-]+\/.*/g) ?? []);
  const actions = new Set(uses.map((use) => use.split('@')[0]));
  assert.equal(new Set(uses).size, actions.size);
});

test('no generator has the commit of an action, because Dependabot does not change TypeScript', () => {
  const generators = [
    'workflow-steps.ts',
    'drift-workflow.ts',
    'plan-workflow.ts',
    'rehearse-workflow.ts',
    'deploy-workflow.ts',
  ];
  for (const file of generators) {
    assert.doesNotMatch(readFileSync(join(import.meta.dirname, '..', file), 'utf8'), /@[0-9a-f]{40}/, file);
  }
});

test('rehearse.yml is up to date (after a change: npm run generate --prefix infrastructure)', () => {
  assert.equal(WORKFLOWS['rehearse.yml'], rehearseWorkflow(REHEARSED_BY_GITHUB));
});

test('pull requests run the gate, and have no access to AWS', () => {
  const ci = read('ci.yml');
  assert.deepEqual(Object.keys(ci.on), ['pull_request']);
  assert.equal(ci.jobs['check']?.uses, './.github/workflows/check.yml');
  assert.ok(Object.values(ci.jobs).every(({ permissions }) => permissions?.['id-token'] === undefined));
});

test('the messages of a pull request are checked again when only its title changes', () => {
  const { on } = read('commits.yml');
  assert.deepEqual(on, { pull_request: { types: ['opened', 'edited', 'synchronize', 'reopened'] } });
});

test('pull requests build what a release consists of', () => {
  const commands = read('ci.yml').jobs['release-assets']?.steps?.flatMap(({ run }) => run ?? []);
  assert.equal(commands?.at(-1), 'sh release/build-assets.sh 0.0.0-rehearsal');
});

test('a release attests the image by the digest that its script prints', () => {
  const [publish, attest] = read('release.yml').jobs['image-index']?.steps?.slice(-2) ?? [];
  assert.match(publish?.run ?? '', /^sh release\/publish-image\.sh /);
  assert.match(attest?.uses ?? '', /^actions\/attest-build-provenance@/);
  assert.deepEqual(attest?.with, {
    'subject-name': '${{ steps.publish.outputs.name }}',
    'subject-digest': '${{ steps.publish.outputs.digest }}',
    'push-to-registry': true,
  });
});

test('only the plan of a pull request has access to AWS, with a role that may only read, and not for a fork', () => {
  const { plan, 'no-plan': noPlan } = read('plan.yml').jobs;
  assert.deepEqual(plan?.permissions, { contents: 'read', 'id-token': 'write', 'pull-requests': 'write' });
  const isOurs = 'github.event.pull_request.head.repo.full_name == github.repository';
  assert.equal(plan.if, `vars.AWS_ACCOUNT != '' && ${isOurs}`);
  assert.equal(noPlan?.if, `vars.AWS_ACCOUNT == '' || ${isOurs.replace('==', '!=')}`);
  assert.equal(noPlan.permissions, undefined);
  const roles = plan.steps?.flatMap((step) => step.with?.['role-to-assume'] ?? []);
  assert.deepEqual(roles, ['arn:aws:iam::${{ vars.AWS_ACCOUNT }}:role/marquee-plan']);
});

test('plan.yml is up to date (after a change: npm run generate --prefix infrastructure)', () => {
  assert.equal(WORKFLOWS['plan.yml'], planWorkflow(ENVIRONMENTS));
});

test('drift.yml is up to date (after a change: npm run generate --prefix infrastructure)', () => {
  assert.equal(WORKFLOWS['drift.yml'], driftWorkflow(ENVIRONMENTS));
});

test('drift is looked for every day, in one environment after the other, only from main, and then reported once', () => {
  const { on, jobs } = read('drift.yml');
  assert.deepEqual(on['schedule'], [{ cron: '23 5 * * *' }]);
  assert.equal(jobs['drift']?.if, "vars.AWS_ACCOUNT != '' && github.ref == 'refs/heads/main'");
  const steps = jobs['drift'].steps ?? [];
  for (const { name } of ENVIRONMENTS) {
    const at = steps.findIndex(({ run }) => run?.includes(`find-drift.sh "$GITHUB_SHA" ${name} >> drift.md`));
    const role = `arn:aws:iam::\${{ vars.AWS_ACCOUNT }}:role/marquee-drift-${name}`;
    assert.equal(steps[at - 1]?.with?.['role-to-assume'], role);
  }
  assert.match(steps.at(-1)?.run ?? '', /report-drift\.sh drift\.md/);
  const elsewhere = driftWorkflow(ENVIRONMENTS.map((one) => ({ ...one, account: '111111111111' })));
  assert.doesNotMatch(elsewhere, /AWS_ACCOUNT/);
  assert.match(elsewhere, /arn:aws:iam::111111111111:role\/marquee-drift-/);
});

test('updates of the dependencies, the workflows and the tools are proposed every week, in groups', () => {
  const root = join(import.meta.dirname, '../..');
  const { updates } = parse(readFileSync(join(root, '.github/dependabot.yml'), 'utf8')) as {
    updates: {
      'package-ecosystem': string;
      directories: string[];
      schedule: { interval: string };
      groups: Record<string, unknown>;
    }[];
  };
  const manifests: Readonly<Record<string, RegExp>> = {
    npm: /^package-lock\.json$/,
    docker: /^Dockerfile$/,
    pip: /^requirements\.txt$/,
    'github-actions': /^(?:\.github|action\.yml)$/,
  };
  assert.deepEqual(updates.map((one) => one['package-ecosystem']).sort(), Object.keys(manifests).sort());
  for (const { 'package-ecosystem': ecosystem, directories, schedule, groups } of updates) {
    assert.equal(schedule.interval, 'weekly');
    // Major versions come one by one.
    assert.deepEqual(Object.values(groups), [{ 'update-types': ['minor', 'patch'] }], ecosystem);
    for (const directory of directories) {
      assert.ok(
        readdirSync(join(root, directory)).some((file) => manifests[ecosystem]?.test(file)),
        directory,
      );
    }
  }
});

describe('an environment that names its account', () => {
  const account = '111111111111';
  const [first, second, ...others] = ENVIRONMENTS;
  assert.ok(first && second);
  const environments = [first, { ...second, account }, ...others];
  const { jobs: deploy } = parse(deployWorkflow(environments)) as Workflow;
  const planJobs = (of: readonly Environment[]) => (parse(planWorkflow(of)) as Workflow).jobs;

  test('is deployed in that account, and the others in the account of the variable', () => {
    assert.equal(deploy[second.name]?.with?.['account'], account);
    assert.equal(deploy[second.name]?.if, undefined);
    assert.equal(deploy[first.name]?.with?.['account'], undefined);
    assert.equal(deploy[first.name]?.if, "vars.AWS_ACCOUNT != ''");
    const { install } = read('install.yml').jobs;
    assert.deepEqual(
      install?.steps?.flatMap((step) => step.with?.['role-to-assume'] ?? []),
      ['arn:aws:iam::${{ inputs.account || vars.AWS_ACCOUNT }}:role/marquee-deploy-${{ inputs.environment }}'],
    );
  });

  test('is planned with the role of that account, even if another plan fails', () => {
    const steps = planJobs(environments)['plan']?.steps ?? [];
    const at = steps.findIndex((step) => step.with?.['role-to-assume'] === `arn:aws:iam::${account}:role/marquee-plan`);
    const plan = steps[at + 1];
    assert.equal(plan?.run, `sh scripts/deploy/plan-environments.sh "$GITHUB_SHA" ${second.name} >> plan.md`);
    assert.deepEqual([steps[at]?.if, plan.if], ['${{ !cancelled() }}', '${{ !cancelled() }}']);
    const elsewhere = steps.find(({ run }) => run?.includes(` ${first.name} `));
    assert.ok(elsewhere?.run?.endsWith(` ${[first, ...others].map(({ name }) => name).join(' ')} >> plan.md`));
  });

  test('needs no variable for a plan, if no environment does', () => {
    for (const { if: condition } of Object.values(planJobs(ENVIRONMENTS.map((one) => ({ ...one, account }))))) {
      assert.doesNotMatch(condition ?? '', /AWS_ACCOUNT/);
    }
  });
});

test('deploy.yml is up to date (after a change: npm run generate --prefix infrastructure)', () => {
  assert.equal(WORKFLOWS['deploy.yml'], deployWorkflow(ENVIRONMENTS));
});

test('main is built once, and deployed to one environment after the other, once the gate has passed', () => {
  const { on, jobs } = read('deploy.yml');
  assert.deepEqual(on, { push: { branches: ['main'] } });
  const names = ENVIRONMENTS.map(({ name }) => name);
  assert.deepEqual(Object.keys(jobs), ['check', 'build', ...names]);
  assert.equal(jobs['check']?.uses, './.github/workflows/check.yml');
  assert.deepEqual(jobs['build'], { needs: 'check', uses: './.github/workflows/build.yml' });
  for (const [index, name] of names.entries()) {
    const { needs, uses, with: given } = jobs[name] ?? {};
    assert.deepEqual(needs, index === 0 ? 'build' : ['build', names[index - 1]]);
    assert.deepEqual(given, { environment: name, sha256: '${{ needs.build.outputs.sha256 }}' });
    assert.equal(uses, './.github/workflows/install.yml');
  }
});

test('the lock file of the provider is proposed by hand or on a schedule, never for somebody else’s pull request', () => {
  const { on, jobs } = read('provider-lock.yml');
  assert.deepEqual(Object.keys(on), ['workflow_dispatch', 'schedule']);
  const commands = jobs['propose']?.steps?.flatMap(({ run }) => run ?? []) ?? [];
  assert.equal(commands[0], 'node infrastructure/lock-provider.ts');
  assert.match(commands[1] ?? '', /git push --force origin provider-lock\n.*gh pr create/s);
});

test('the preview is published of the tag of a release, if there is a release, or of main by hand', () => {
  const { preview } = read('release.yml').jobs;
  assert.deepEqual([preview?.needs, preview?.if], ['release', "needs.release.outputs.version != ''"]);
  assert.equal(preview?.uses, './.github/workflows/preview.yml');
  assert.deepEqual(preview.with, { ref: 'v${{ needs.release.outputs.version }}' });
  const { on, jobs } = read('preview.yml');
  assert.deepEqual(Object.keys(on), ['workflow_call', 'workflow_dispatch']);
  const { publish } = jobs;
  assert.equal(publish?.if, "github.ref == 'refs/heads/main'");
  const checkout = publish.steps?.find(({ uses }) => uses?.startsWith('actions/checkout@'));
  assert.equal(checkout?.with?.['ref'], '${{ inputs.ref || github.sha }}');
  const commands = publish.steps?.flatMap(({ run }) => run ?? []);
  assert.deepEqual(commands, ['npm ci', 'npm run build:preview -w client -- --base "$BASE_PATH/"']);
  const path = publish.steps?.find(({ uses }) => uses?.startsWith('actions/upload-pages-artifact@'))?.with?.['path'];
  assert.equal(path, 'client/dist-preview');
});

test('an environment is installed by a job of the GitHub environment with the same name, where approvals are configured', () => {
  const { install } = read('install.yml').jobs;
  assert.equal(install?.environment, '${{ inputs.environment }}');
  assert.equal(install.permissions?.['id-token'], 'write');
});
