import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { basename, delimiter, dirname, join } from 'node:path';
import { MissingTool, type Tools } from './tools.ts';

const ROOT = join(import.meta.dirname, '../..');
const EVERYTHING = join(ROOT, 'infrastructure/test/everything.ts');
const ENVIRONMENTS = 'infrastructure/config/environments.ts';

/** What is not copied: settings with secrets, generated files, and packages, which are linked instead. */
const GENERATED = ['.git', '.cache', '.data', '.bench', 'coverage', 'dist', 'cdktf.out'];
const NOT_COPIED = new Set([...GENERATED, '.env', 'node_modules']);
const WITH_PACKAGES = ['.', 'server', 'client', 'infrastructure'];

/** The first lines of each stand-in. With any other endpoint than the emulator's, a command could reach a real account. */
const ONLY_LOOPBACK = `case $AWS_ENDPOINT_URL in
  http://127.0.0.1:*) ;;
  *) echo "The rehearsal refuses the endpoint '$AWS_ENDPOINT_URL'." >&2; exit 1 ;;
esac`;

export type Surroundings = {
  readonly emulatorUrl: string;
  /** The proxy through which everything that is not on loopback has to go. */
  readonly proxyUrl: string;
  /** File with the certificate of the proxy. */
  readonly certificate: string;
};

/**
 * A copy of this repository, in which the scripts run, so that no file of the rehearsal is ever in the way of a real
 * install. Commands that the scripts call find `terraform`, `aws` and `npm` here, each with what the emulator needs.
 */
export class Workspace {
  readonly folder: string;
  readonly repository: string;
  readonly temporary: string;

  constructor(folder: string, tools: Tools) {
    this.folder = folder;
    this.repository = join(folder, 'repository');
    rmSync(folder, { recursive: true, force: true });
    this.temporary = join(folder, 'temporary');
    mkdirSync(join(folder, 'bin'), { recursive: true });
    mkdirSync(this.temporary);
    // The emulator puts CommonJS modules there, and the repository's own package.json says that modules are ESM.
    writeFileSync(join(this.temporary, 'package.json'), '{ "type": "commonjs" }');
    this.#copy();
    this.#lock(tools);
    this.#stand(tools);
  }

  /** File for the output of a step. */
  log(step: string): string {
    return join(this.folder, `${step}.log`);
  }

  /** Terraform's folder of a stack, once the stack is synthesised. */
  stack(name: string): string {
    return join(this.repository, 'infrastructure/cdktf.out/stacks', name);
  }

  /**
   * Replaces text in a file of the copy.
   *
   * @throws Error if there is nothing to replace
   */
  replace(file: string, pattern: RegExp, replacement: string): void {
    const path = join(this.repository, file);
    const before = readFileSync(path, 'utf8');
    const after = before.replace(pattern, () => replacement);
    if (after === before) throw new Error(`${file} has nothing that matches ${String(pattern)}.`);
    writeFileSync(path, after);
  }

  /** The environment of every command of the rehearsal. It has nothing from which a real account could be reached. */
  env({ emulatorUrl, proxyUrl, certificate }: Surroundings, tools: Tools): Record<string, string> {
    const kept = ['HOME', 'LANG', 'USER', 'TMPDIR'].flatMap((name) => {
      const value = process.env[name];
      return value === undefined ? [] : [[name, value]];
    });
    const bin = join(this.folder, 'bin');
    return {
      ...(Object.fromEntries(kept) as Record<string, string>),
      PATH: [bin, dirname(process.execPath), process.env['PATH'] ?? ''].join(delimiter),
      ...{ AWS_ACCESS_KEY_ID: 'rehearsal', AWS_SECRET_ACCESS_KEY: 'rehearsal', AWS_EC2_METADATA_DISABLED: 'true' },
      ...{ AWS_CONFIG_FILE: '/dev/null', AWS_SHARED_CREDENTIALS_FILE: '/dev/null' },
      AWS_ENDPOINT_URL: emulatorUrl,
      ...{ HTTP_PROXY: proxyUrl, HTTPS_PROXY: proxyUrl, NO_PROXY: '127.0.0.1,localhost' },
      ...{ NODE_USE_ENV_PROXY: '1', NODE_EXTRA_CA_CERTS: certificate },
      ...{ TF_CLI_CONFIG_FILE: tools.terraformConfig, CHECKPOINT_DISABLE: '1' },
    };
  }

  #copy(): void {
    const isCopied = (path: string) => !NOT_COPIED.has(basename(path));
    for (const name of readdirSync(ROOT).filter(isCopied)) {
      cpSync(join(ROOT, name), join(this.repository, name), { recursive: true, filter: isCopied });
    }
    for (const folder of WITH_PACKAGES) {
      const packages = join(ROOT, folder, 'node_modules');
      if (existsSync(packages)) symlinkSync(packages, join(this.repository, folder, 'node_modules'));
      else if (folder === '.' || folder === 'infrastructure') {
        throw new MissingTool('The packages are not installed: npm ci && npm ci --prefix infrastructure');
      }
    }
    // The environment with every option is an environment of the tests, so it is added to the copy only.
    const everything = /EVERYTHING = environmentSchema\.parse\((\{.*?\n\})\);/s.exec(
      readFileSync(EVERYTHING, 'utf8'),
    )?.[1];
    if (everything === undefined) throw new Error(`${EVERYTHING} has no environment.`);
    const indented = everything.replaceAll('\n', '\n  ');
    this.replace(ENVIRONMENTS, /\n\]\);/, `\n  ${indented},\n]);`);
  }

  /** Gives the copy a lock file of its own, because the repository's lock file is for the provider of a real install. */
  #lock({ terraform, providerVersion, providerMirror }: Tools): void {
    const lock = join(this.repository, 'infrastructure/terraform.lock.hcl');
    const args = [join(ROOT, 'infrastructure/lock-provider.ts'), lock, providerVersion, providerMirror];
    const env = { ...process.env, PATH: [dirname(terraform), process.env['PATH'] ?? ''].join(delimiter) };
    const { status, stdout, stderr } = spawnSync(process.execPath, args, { env, encoding: 'utf8' });
    if (status !== 0) throw new Error(`The provider could not be locked: ${stdout}${stderr}`);
  }

  #stand({ terraform, aws, npm, providerVersion }: Tools): void {
    const override = join(import.meta.dirname, 'override.ts');
    this.#standIn(
      'terraform',
      `# Terraform, with the version of the provider that is at hand, and the stack's name in each call to AWS.
case $1 in
  -chdir=*)
    folder=\${1#-chdir=}
    [ ! -f "$folder/cdk.tf.json" ] || ${quoted(process.execPath)} ${quoted(override)} "$folder" ${quoted(providerVersion)} || exit
    export TF_APPEND_USER_AGENT="rehearsal-stack/\${folder##*/}"
    ;;
esac
exec ${quoted(terraform)} "$@"`,
    );
    this.#standIn(
      'aws',
      `# The AWS CLI, which calls the emulator. Some machines only have version 1, which install-all.sh refuses.
if [ "$*" = --version ]; then echo 'aws-cli/2 (in the rehearsal: ${aws.version.replaceAll("'", '')})'; exit; fi
# Version 1 also lacks export-credentials.
if [ "$1 $2" = 'configure export-credentials' ]; then
  echo "export AWS_ACCESS_KEY_ID=$AWS_ACCESS_KEY_ID AWS_SECRET_ACCESS_KEY=$AWS_SECRET_ACCESS_KEY"
  echo 'export AWS_CREDENTIAL_EXPIRATION=2100-01-01T00:00:00+00:00'
  exit
fi
exec ${quoted(aws.path)} --endpoint-url "$AWS_ENDPOINT_URL" "$@"`,
    );
    this.#standIn(
      'npm',
      `# npm, without the installation of packages, because the copy uses the packages of the repository.
if [ "$1" = ci ]; then echo "npm $*: skipped by the rehearsal"; exit; fi
exec ${quoted(npm)} "$@"`,
    );
  }

  #standIn(name: string, body: string): void {
    const file = join(this.folder, 'bin', name);
    writeFileSync(file, `#!/bin/sh\n${ONLY_LOOPBACK}\n${body}\n`);
    chmodSync(file, 0o755);
  }
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", "'\\''")}'`;
}
