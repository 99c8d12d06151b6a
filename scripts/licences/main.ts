// `npm run check:licences`: checks the licences of all dependencies, as the lock files name them. Needs no network.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { licenceFaults, type LockFile } from './licences.ts';

const ROOT = join(import.meta.dirname, '../..');
const LOCK_FILES = [
  { file: 'package-lock.json', isTools: false },
  // An operator runs CDKTF and Terraform. Nobody gets them from us.
  { file: 'infrastructure/package-lock.json', isTools: true },
  { file: 'release/package-lock.json', isTools: true },
];

for (const { file, isTools } of LOCK_FILES) {
  const lock = JSON.parse(readFileSync(join(ROOT, file), 'utf8')) as LockFile;
  const faults = licenceFaults(lock, isTools);
  const count = Object.keys(lock.packages).length;
  process.stdout.write(
    `${file}: ${String(count)} packages, ${String(faults.length)} with a licence that is not allowed\n`,
  );
  for (const fault of faults) process.stderr.write(`  ${fault}\n`);
  if (faults.length > 0) process.exitCode = 1;
}
