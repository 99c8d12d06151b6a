// `npm run check:audit`: asks the npm registry for known vulnerabilities of the dependencies. The policy is in
// docs/CONTRIBUTING.md.
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { auditFaults, type AuditReport, type Waiver } from './judge.ts';

const ROOT = join(import.meta.dirname, '../..');

/** Remove a waiver when an update repairs the vulnerability. */
const WAIVERS: readonly Waiver[] = [];

const AUDITS = [
  { what: 'what is shipped', folder: ROOT, args: ['--omit=dev'], least: 'high' },
  { what: 'tools', folder: ROOT, args: [], least: 'critical' },
  { what: 'tools of the infrastructure', folder: join(ROOT, 'infrastructure'), args: [], least: 'critical' },
  { what: 'tools of a release', folder: join(ROOT, 'release'), args: [], least: 'critical' },
] as const;

const today = new Date().toISOString().slice(0, 10);
for (const { what, folder, args, least } of AUDITS) {
  const { stdout } = spawnSync('npm', ['audit', '--json', ...args], { cwd: folder, encoding: 'utf8' });
  const report = JSON.parse(stdout || '{}') as Partial<AuditReport>;
  if (report.vulnerabilities === undefined) {
    process.stdout.write(`NOTICE: ${what} is not audited, because the registry does not answer an audit.\n`);
    // The registry that GitHub's machines use answers audits.
    if (process.env['GITHUB_ACTIONS'] === 'true') process.exitCode = 1;
    continue;
  }
  const faults = auditFaults({ vulnerabilities: report.vulnerabilities }, least, WAIVERS, today);
  process.stdout.write(`${what}: ${String(faults.length)} vulnerabilities that are ${least} or worse\n`);
  for (const fault of faults) process.stderr.write(`  ${fault}\n`);
  if (faults.length > 0) process.exitCode = 1;
}
