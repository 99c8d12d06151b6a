import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

/**
 * Calls the AWS CLI and returns what it prints, which is JSON or nothing.
 *
 * @param attempts how often the CLI may send the request. Absent: its own default, three times
 */
export type Aws = (args: readonly string[], attempts?: number) => Promise<string>;

/** The AWS CLI has failed. The message is what it said. */
export class AwsError extends Error {
  /** AWS's name of the error, such as `ResourceNotFoundException`. Absent: AWS did not answer. */
  readonly code: string | undefined;

  constructor(said: string, cause: unknown) {
    super(said, { cause });
    this.code = /An error occurred \((\w+)\)/.exec(said)?.[1];
  }
}

export const aws: Aws = async (args, attempts) => {
  try {
    const env = { ...process.env, ...(attempts !== undefined && { AWS_MAX_ATTEMPTS: String(attempts) }) };
    const { stdout } = await promisify(execFile)('aws', [...args, '--output', 'json'], { env, maxBuffer: 2 ** 26 });
    return stdout;
  } catch (error) {
    const { code, stderr = '', message } = error as NodeJS.ErrnoException & { readonly stderr?: string };
    throw new AwsError(code === 'ENOENT' ? 'The AWS CLI (aws) is not on the PATH.' : stderr.trim() || message, error);
  }
};
