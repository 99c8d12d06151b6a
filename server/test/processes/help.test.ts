import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { useDataFolder, runProgram } from '../../testing/processes/product.ts';

const ROOT = join(import.meta.dirname, '../../..');
const data = useDataFolder();

/**
 * Parts of `npm run check`. They need no usage text of their own, because the usage text of `npm run check` names them.
 */
const PARTS = /^(?:check:|gate$)/;
/** Scripts whose arguments go to Jest or to Node's test runner. The runner itself reports a wrong argument. */
const TAKES_ARGUMENTS_OF_A_RUNNER =
  /^sh (?:\.\.\/)?scripts\/explained\.sh (?:(?:server|client|bench)\/test|infrastructure\/test )/;
const IS_HOOK = /^(?:pre|post)/;
/** This script builds and installs what the parts of `npm run check` need. */
const PREPARES_PARTS = 'pregate';
/** npm runs this script after an installation, and it installs the git hooks. */
const AFTER_INSTALLATION = 'prepare';

type Command = { readonly name: string; readonly script: string; readonly folder: string };

function scriptsOf(folder: string): Record<string, string> {
  const { scripts } = JSON.parse(readFileSync(join(ROOT, folder, 'package.json'), 'utf8')) as {
    scripts: Record<string, string>;
  };
  return scripts;
}

const FOLDERS = ['.', 'server', 'client', 'bench', 'infrastructure'];
const NPM_COMMANDS: Command[] = FOLDERS.flatMap((folder) =>
  Object.entries(scriptsOf(folder))
    .filter(([name]) => !PARTS.test(name) && !IS_HOOK.test(name))
    .map(([name, script]) => ({ name: `npm run ${name} (${folder})`, script, folder })),
);
const COMMANDS: Command[] = [
  ...NPM_COMMANDS,
  { name: 'install-all.sh', script: 'sh install-all.sh', folder: '.' },
  { name: 'destroy-all.sh', script: 'sh destroy-all.sh', folder: '.' },
];

/** Runs a script as npm does: with sh, in the package's folder, and with the packages' programs first on the PATH. */
async function type({ script, folder }: Command, argument: string) {
  const PATH = [join(ROOT, 'node_modules/.bin'), process.env['PATH']].join(delimiter);
  const settings = { PATH, MARQUEE_DATA_DIR: join(data.path, 'untouched') };
  const running = runProgram('sh', ['-c', `${script} ${argument}`], settings, join(ROOT, folder));
  data.end(running);
  return { code: await running.ended, output: running.output() };
}

test('the npm commands under test include the commands that people type most', () => {
  expect(NPM_COMMANDS.map(({ name }) => name)).toEqual(
    expect.arrayContaining([
      'npm run start (.)',
      'npm run invoke:local (.)',
      'npm run invoke:local (server)',
      'npm run deploy (server)',
      'npm run start (client)',
      'npm run deploy (client)',
      'npm run test (.)',
      'npm run build (server)',
      'npm run api-types (client)',
    ]),
  );
});

describe.each(COMMANDS)('$name', (command) => {
  test.each(['--help', '-h'])('%s explains the command and changes nothing', async (argument) => {
    const { code, output } = await type(command, argument);
    expect(output).toMatch(/^Usage: [^]*^Exit codes: .* wrong arguments/m);
    expect(output).not.toContain('Building');
    expect(code).toBe(0);
    expect(existsSync(join(data.path, 'untouched'))).toBe(false);
  });

  if (TAKES_ARGUMENTS_OF_A_RUNNER.test(command.script)) return;
  test('refuses an unknown argument with the usage and the exit code 2', async () => {
    const { code, output } = await type(command, '--no-such-argument');
    expect(output).toContain('Usage: ');
    expect(code).toBe(2);
    expect(existsSync(join(data.path, 'untouched'))).toBe(false);
  });
});

test.each(COMMANDS.filter(({ script }) => /(?:deploy\/\w+|-all)\.sh/.test(script)))(
  '$name refuses an unknown environment as a wrong argument',
  async (command) => {
    const { code, output } = await type(command, 'nonsense');
    expect(output).toContain("There is no environment 'nonsense'.");
    expect(code).toBe(2);
  },
);

test.each(FOLDERS)('in %s, no script that npm runs before a command builds anything', (folder) => {
  const hooks = Object.entries(scriptsOf(folder)).filter(
    ([name]) => IS_HOOK.test(name) && ![PREPARES_PARTS, AFTER_INSTALLATION].includes(name),
  );
  for (const [, script] of hooks) expect(script).toMatch(/^node (?:\.\.\/)?scripts\/require-node-24\.mjs$/);
});
