// Writes the lock file of Terraform's AWS provider: the newest version that the stacks allow, with the checksums of its
// packages. Terraform asks its registry for them. The workflow provider-lock.yml runs this program and proposes the
// result. To lock a version of which this machine has a copy, and to write the result to another file:
//
//   node infrastructure/lock-provider.ts FILE VERSION FOLDER     FOLDER: a filesystem mirror
import { spawnSync } from 'node:child_process';
import { copyFileSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AWS_PROVIDER } from './aws-provider.ts';

/** Where people and GitHub run Terraform. */
const PLATFORMS = ['linux_amd64', 'linux_arm64', 'darwin_amd64', 'darwin_arm64'];

const [file = join(import.meta.dirname, 'terraform.lock.hcl'), version = AWS_PROVIDER.version, mirror] =
  process.argv.slice(2);
const folder = mkdtempSync(join(tmpdir(), 'marquee-lock-'));
try {
  const requirement = { required_providers: { aws: { ...AWS_PROVIDER, version } } };
  writeFileSync(join(folder, 'main.tf.json'), JSON.stringify({ terraform: requirement }));
  const source = mirror === undefined ? PLATFORMS.map((platform) => `-platform=${platform}`) : [`-fs-mirror=${mirror}`];
  const { status, error } = spawnSync('terraform', [`-chdir=${folder}`, 'providers', 'lock', ...source], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (error) throw error;
  if (status === 0) copyFileSync(join(folder, '.terraform.lock.hcl'), file);
  else process.exitCode = 1;
} finally {
  rmSync(folder, { recursive: true });
}
