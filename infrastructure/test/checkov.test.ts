import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { describe, test } from 'node:test';
import { judge, type Report } from '../checkov/judge.ts';
import { covers, WAIVERS, type Waiver } from '../checkov/waivers.ts';
import { ENVIRONMENTS } from '../config/environments.ts';
import { EVERYTHING } from './everything.ts';

const [dev] = ENVIRONMENTS;
assert.ok(dev);

function reportOf(...failures: readonly (readonly [id: string, resource: string])[]): Report {
  return {
    results: { failed_checks: failures.map(([id, resource]) => ({ check_id: id, check_name: 'a name', resource })) },
    summary: { passed: 1, failed: failures.length, parsing_errors: 0 },
  };
}

describe('the judge of checkov’s report', () => {
  const waivers: Waiver[] = [{ rule: 'CKV_1', where: /aws_s3_bucket\.page$/, reason: 'A reason.' }];

  test('reports a failure unless a waiver names its rule and its resource', () => {
    const page = 'module.marquee-dev-client.aws_s3_bucket.page';
    const report = reportOf(['CKV_1', page], ['CKV_2', page], ['CKV_1', page.replace('page', 'other')]);
    assert.deepEqual(judge(report, waivers, [dev]), {
      unexcused: [
        'CKV_1 marquee-dev-client/aws_s3_bucket.other: a name',
        'CKV_2 marquee-dev-client/aws_s3_bucket.page: a name',
      ],
      unneeded: [],
    });
  });

  test('reports a waiver that covers nothing', () => {
    assert.deepEqual(judge(reportOf(), waivers, [dev]), { unexcused: [], unneeded: ['CKV_1 /aws_s3_bucket\\.page$/'] });
  });
});

test('a waiver for some environments covers no other environment and no stack of the account', () => {
  const waiver = WAIVERS.find(({ of }) => of?.(EVERYTHING) === false);
  assert.ok(waiver);
  const everywhere = { ...waiver, where: /^/ };
  const open = { ...EVERYTHING, isProtected: false, domain: undefined, hasFirewall: false, name: 'open' };
  const excuses = (stack: string) => covers(everywhere, waiver.rule, `marquee-${stack}/a.b`, [EVERYTHING, open]);
  assert.deepEqual(['open-server', 'server', 'bootstrap'].map(excuses), [true, false, false]);
});

test('every waiver has a reason', () => {
  for (const { rule, reason } of WAIVERS) assert.ok(reason.length > 20, rule);
});

test('npm run check:plans is skipped with a notice when Terraform is missing, and fails at GitHub', () => {
  const check = (env: Readonly<Record<string, string>>) =>
    spawnSync(process.execPath, [join(import.meta.dirname, '../checkov/main.ts')], { env, encoding: 'utf8' });
  const skipped = check({ PATH: '' });
  assert.equal(skipped.status, 0, skipped.stderr);
  assert.match(skipped.stdout, /^NOTICE: checkov is skipped\. Terraform 1\.11 or newer is not on the PATH\.$/m);
  assert.equal(check({ PATH: '', GITHUB_ACTIONS: 'true' }).status, 1);
});
