import { FUNCTIONS } from '../../infrastructure/bundles/pack-bundles.ts';
import { releasesParameter } from '../../infrastructure/stacks/names.ts';
import { AwsError, type Aws } from './aws.ts';
import type { Versions } from './functions.ts';

/** The versions of all functions that were live together. */
type Release = {
  readonly number: number;
  /** When it became live for the first time: ISO 8601. */
  readonly at: string;
  /** What Git says about the code. Absent: the code was not in a repository. */
  readonly commit?: string | undefined;
  readonly versions: Versions;
};

/** An environment can go back to this many releases, including the live one. */
const KEPT = 5;

/**
 * The releases that an environment can go back to, oldest first, in an SSM parameter. AWS numbers the versions of each
 * function separately, and a function that has not changed gets no new one, so none of AWS's version numbers identifies
 * a release.
 */
export class Releases {
  readonly #name: string;
  readonly #aws: Aws;

  constructor(environment: string, aws: Aws) {
    this.#name = releasesParameter({ name: environment });
    this.#aws = aws;
  }

  async list(): Promise<readonly Release[]> {
    try {
      const value = await this.#aws(['ssm', 'get-parameter', '--name', this.#name, '--query', 'Parameter.Value']);
      return JSON.parse(JSON.parse(value) as string) as Release[];
    } catch (error) {
      if (error instanceof AwsError && error.code === 'ParameterNotFound') return [];
      throw error;
    }
  }

  /** Records what is live now. @returns the releases that are kept */
  async record(versions: Versions, at: string, commit: string | undefined): Promise<readonly Release[]> {
    const known = await this.list();
    if (known.some((one) => isSame(one.versions, versions))) return known;
    const number = (known.at(-1)?.number ?? 0) + 1;
    const kept = [...known, { number, at, commit, versions }].slice(-KEPT);
    const value = JSON.stringify(kept);
    await this.#aws([
      'ssm',
      'put-parameter',
      '--name',
      this.#name,
      '--type',
      'String',
      '--overwrite',
      '--value',
      value,
    ]);
    return kept;
  }
}

export function isSame(one: Versions, other: Versions): boolean {
  return FUNCTIONS.every((name) => one[name] === other[name]);
}

/** @returns one line for each release, the newest first */
export function listed(releases: readonly Release[], live: Versions): string {
  const lines = releases.map(({ number, at, commit, versions }) => {
    const each = FUNCTIONS.map((name) => `${name} ${versions[name]}`).join(', ');
    return `  ${String(number).padStart(4)}  ${at}  ${commit ?? ''}${isSame(versions, live) ? '  (live)' : ''}  [${each}]\n`;
  });
  return lines.reverse().join('');
}
