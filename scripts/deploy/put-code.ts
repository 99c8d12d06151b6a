// Updates the functions of an environment, with the AWS CLI, to the code that the last synthesis has packed. A function that has
// this code already is left alone, because new code makes its next request a cold start. Terraform only creates the functions.
//
//   node scripts/deploy/put-code.ts ENVIRONMENT
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { FUNCTIONS } from '../../infrastructure/bundles/pack-bundles.ts';
import { nameIn } from '../../infrastructure/stacks/names.ts';

const BUNDLES = 'infrastructure/cdktf.out/lambda';

const [environment = ''] = process.argv.slice(2);
// All functions are looked up before the first one is changed, so that nothing changes if one is missing.
const functions = FUNCTIONS.map((name) => {
  const file = `${BUNDLES}/${name}.zip`;
  const functionName = `${nameIn({ name: environment })}-${name}`;
  return { functionName, file, has: hashIn(functionName), wanted: sha256Of(file) };
});
for (const { functionName, file, has, wanted } of functions) {
  if (has !== wanted) {
    aws(['update-function-code', '--function-name', functionName, '--zip-file', `fileb://${file}`]);
    aws(['wait', 'function-updated-v2', '--function-name', functionName]);
  }
  process.stdout.write(`${functionName} ${has === wanted ? 'has this code already' : 'has new code'}\n`);
}

function sha256Of(file: string): string {
  return createHash('sha256').update(readFileSync(file)).digest('base64');
}

/** @returns the SHA-256 of the code that a function has, in base64 */
function hashIn(functionName: string): string {
  return aws(['get-function', '--function-name', functionName, '--query', 'Configuration.CodeSha256']).trim();
}

function aws(args: readonly string[]): string {
  const { status, stdout, stderr } = spawnSync('aws', ['lambda', ...args, '--output', 'text'], { encoding: 'utf8' });
  if (status === 0) return stdout;
  const isMissing = stderr.includes('ResourceNotFoundException');
  process.stderr.write(
    isMissing ? `${environment} has no functions. Install it first: sh install-all.sh ${environment}\n` : stderr,
  );
  process.exit(1);
}
