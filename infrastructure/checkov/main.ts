// `npm run check:plans`: Terraform plans every stack of every environment, and checkov judges the plans. Needs no AWS account.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { NoPythonEnvironment, pythonEnvironment } from '../../scripts/python-environment.ts';
import { ENVIRONMENTS } from '../config/environments.ts';
import { run } from '../rehearsal/command.ts';
import { findTerraform, MissingTool } from '../rehearsal/tools.ts';
import { EVERYTHING, REPLICATED, SEARCHED } from '../test/everything.ts';
import { synthesiseAll } from '../test/synthesised.ts';
import { judge, type Report } from './judge.ts';
import { planAll } from './plan-all.ts';
import { WAIVERS } from './waivers.ts';

const CHECKOV = 'checkov==3.3.30';
const CACHE = join(import.meta.dirname, '../../.cache');

/** Stacks that differ from those of EVERYTHING only by their names. Planning and judging a stack takes seconds. */
const LIKE_EVERYTHING = new RegExp(`^marquee-(${REPLICATED.name}|${SEARCHED.name})-(client|cluster)$`);

try {
  await check();
} catch (error) {
  const isMissing = error instanceof MissingTool || error instanceof NoPythonEnvironment;
  // At GitHub, Python is on the machine, and the workflow installs Terraform.
  if (!isMissing || process.env['GITHUB_ACTIONS'] === 'true') throw error;
  process.stdout.write(`NOTICE: checkov is skipped. ${error.message}\n`);
}

async function check(): Promise<void> {
  const terraform = await findTerraform(join(CACHE, 'rehearsal'));
  const programs = await pythonEnvironment(join(CACHE, 'checkov'), [CHECKOV]);
  const environments = [...ENVIRONMENTS, EVERYTHING, REPLICATED, SEARCHED];
  const folder = join(CACHE, 'plans');
  const stacks = Object.entries(synthesiseAll(environments)).filter(([name]) => !LIKE_EVERYTHING.test(name));
  const plan = await planAll(Object.fromEntries(stacks), folder, terraform);
  const options = { cwd: folder, env: {}, log: join(folder, 'checkov.log'), timeoutSec: 300 };
  // Soft fail: the waivers decide. Nothing is downloaded.
  const settings = ['--output', 'json', '--output-file-path', folder, '--compact', '--soft-fail', '--skip-download'];
  await run(join(programs, 'checkov'), ['--file', plan, ...settings], options);
  const report = JSON.parse(readFileSync(join(folder, 'results_json.json'), 'utf8')) as Report;
  const { unexcused, unneeded } = judge(report, WAIVERS, environments);
  for (const failure of unexcused) process.stdout.write(`FAIL  ${failure}\n`);
  for (const waiver of unneeded) process.stdout.write(`FAIL  The waiver ${waiver} covers nothing: remove it.\n`);
  const { passed, failed, parsing_errors: unread } = report.summary;
  const isGood = unexcused.length + unneeded.length + unread === 0 && passed > 0;
  process.stdout.write(
    `checkov ${isGood ? 'finds no fault' : 'finds faults'}: ${String(passed)} checks passed, ${String(failed)} failed, of which ${String(failed - unexcused.length)} are waived with a reason (infrastructure/checkov/waivers.ts).\n`,
  );
  if (!isGood) process.exitCode = 1;
}
