import { spawnSync } from 'node:child_process';
import { existsSync, globSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { basename, delimiter, join } from 'node:path';
import { pythonEnvironment } from '../../scripts/python-environment.ts';
import { AWS_PROVIDER } from '../aws-provider.ts';
import { run } from './command.ts';

/** The versions with which the rehearsal was tested. */
const PYTHON_PACKAGES = ['ministack==1.5.33', 'cryptography==50.0.2'];
const AWS_CLI_PACKAGE = 'awscli==1.45.11';
const LOCK_FILE = join(import.meta.dirname, '../terraform.lock.hcl');

export type Terraform = {
  readonly terraform: string;
  /** Configuration file of Terraform's command line: it takes the AWS provider from this machine only. */
  readonly terraformConfig: string;
  readonly providerVersion: string;
  /** The folder from which Terraform takes the provider. */
  readonly providerMirror: string;
};

export type Tools = Terraform & {
  readonly python: string;
  /** The AWS CLI, and what it prints for `--version`. */
  readonly aws: { readonly path: string; readonly version: string };
  readonly npm: string;
};

/** Something that the rehearsal needs is not on this machine, and cannot be downloaded. */
export class MissingTool extends Error {}

/** Finds the tools, and installs the emulator into the folder `cache`, once. */
export async function findTools(cache: string): Promise<Tools> {
  const terraform = await findTerraform(cache);
  const npm = onPath('npm') ?? missing('npm is not on the PATH.');
  const installedAws = onPath('aws');
  const packages = installedAws === undefined ? [...PYTHON_PACKAGES, AWS_CLI_PACKAGE] : PYTHON_PACKAGES;
  const programs = await pythonEnvironment(join(cache, 'python'), packages).catch((error: unknown) =>
    missing((error as Error).message),
  );
  const python = join(programs, 'python');
  const aws = installedAws ?? join(programs, 'aws');
  return { ...terraform, python, npm, aws: { path: aws, version: outputOf(aws, '--version') ?? '' } };
}

/**
 * Finds Terraform and an AWS provider for it: the version that MARQUEE_AWS_PROVIDER names, or otherwise the newest on this
 * machine. If there is none, Terraform downloads it into the folder `cache`: the version that is named, or the one that
 * environments are deployed with.
 */
export async function findTerraform(cache: string): Promise<Terraform> {
  mkdirSync(cache, { recursive: true });
  const terraform = onPath('terraform') ?? missing('Terraform 1.11 or newer is not on the PATH.');
  requireTerraform(terraform);
  const named = process.env['MARQUEE_AWS_PROVIDER'];
  const provider =
    chosen(providerMirrors(cache), named) ?? (await downloaded(named ?? deployedVersion(), terraform, cache));
  const terraformConfig = join(cache, 'terraform.rc');
  writeFileSync(
    terraformConfig,
    `disable_checkpoint = true\nprovider_installation {\n  filesystem_mirror {\n    path = ${JSON.stringify(provider.folder)}\n  }\n}\n`,
  );
  return { terraform, terraformConfig, providerVersion: provider.version, providerMirror: provider.folder };
}

function requireTerraform(terraform: string): void {
  // Warnings go to standard error.
  const { stdout } = spawnSync(terraform, ['version', '-json'], { encoding: 'utf8' });
  const { terraform_version: version } = JSON.parse(stdout) as { terraform_version: string };
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major < 1 || (major === 1 && minor < 11)) missing(`Terraform ${version} is older than 1.11.`);
}

type Mirror = { readonly folder: string; readonly versions: readonly string[] };

type Provider = { readonly folder: string; readonly version: string };

/** Returns the copy with the version that is named, or with the newest. */
export function chosen(mirrors: readonly Mirror[], named?: string): Provider | undefined {
  return mirrors
    .flatMap(({ folder, versions }) => versions.map((version) => ({ folder, version })))
    .filter(({ version }) => named === undefined || version === named)
    .reduce<Provider | undefined>(
      (best, one) => (best === undefined || byVersion(best.version, one.version) < 0 ? one : best),
      undefined,
    );
}

function byVersion(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}

/**
 * Looks for copies of the AWS provider. If MARQUEE_TERRAFORM_MIRROR names a folder, looks only there. Otherwise looks in
 * this project's cache, in the folders where Terraform itself looks, and in the usual folders for installed software.
 */
function providerMirrors(cache: string): Mirror[] {
  const given = process.env['MARQUEE_TERRAFORM_MIRROR'];
  if (given !== undefined) return [mirrorIn(given)];
  const folders = [
    join(cache, 'providers'),
    join(cache, '../terraform-plugins'),
    join(homedir(), '.terraform.d/plugins'),
    join(homedir(), '.local/share/terraform/plugins'),
    ...globSync('{/usr/local/share,/usr/share,/opt}/{terraform/plugins,*}'),
  ];
  return folders.map(mirrorIn);
}

/** Returns the versions in a folder that Terraform can use as a mirror. A folder that cannot be read has none. */
export function mirrorIn(folder: string): Mirror {
  // A mirror has a folder for each registry.
  const found = globSync(join('*', AWS_PROVIDER.source, '*'), { cwd: folder });
  // Unpacked, or as the archive that `terraform providers mirror` writes.
  const versions = found.flatMap(
    (path) => /^(?:terraform-provider-aws_)?(\d+\.\d+\.\d+)(?:_.*\.zip)?$/.exec(basename(path))?.[1] ?? [],
  );
  return { folder, versions: versions.sort(byVersion) };
}

/** The version that environments are deployed with: the one in the lock file, or else any that the stacks allow. */
function deployedVersion(): string {
  const lock = existsSync(LOCK_FILE) ? readFileSync(LOCK_FILE, 'utf8') : '';
  return /^ *version *= *"([^"]+)"/m.exec(lock)?.[1] ?? AWS_PROVIDER.version;
}

/** Lets Terraform download the newest version of a range. */
async function downloaded(range: string, terraform: string, cache: string): Promise<Provider> {
  const folder = join(cache, 'providers');
  const sources = join(cache, 'provider-sources');
  mkdirSync(sources, { recursive: true });
  const requirement = { required_providers: { aws: { source: AWS_PROVIDER.source, version: range } } };
  writeFileSync(join(sources, 'main.tf.json'), JSON.stringify({ terraform: requirement }));
  const env = process.env as Record<string, string>;
  const log = join(cache, 'provider-download.log');
  await run(terraform, ['providers', 'mirror', folder], { cwd: sources, env, log, timeoutSec: 600 }).catch(() => {
    missing(`There is no AWS provider ${range} on this machine, and Terraform could not download one.`);
  });
  return chosen([mirrorIn(folder)]) ?? missing(`Terraform has downloaded no AWS provider into ${folder}.`);
}

function onPath(name: string): string | undefined {
  return (process.env['PATH'] ?? '')
    .split(delimiter)
    .map((folder) => join(folder, name))
    .find((file) => existsSync(file));
}

function outputOf(command: string, ...args: string[]): string | undefined {
  const { stdout, stderr } = spawnSync(command, args, { encoding: 'utf8' });
  return `${stdout}${stderr}`.trim().split('\n')[0];
}

function missing(what: string): never {
  throw new MissingTool(what);
}
