import { readArguments, reportFailure } from '../adapters/driving/cli/command-line.ts';
import {
  describeResult,
  INVOKE_USAGE,
  parseInvokeArgs,
  readEventFile,
} from '../adapters/driving/cli/invoke-command.ts';
import { fileOfCaller } from './config.ts';

/** Runs `npm run invoke:local`. Prints only the response to standard output, and sets the process's exit code. */
export async function runInvokeCommand(args: readonly string[]): Promise<void> {
  const asked = readArguments(INVOKE_USAGE, args, parseInvokeArgs);
  if (!asked) return;
  // Some libraries print notices, for example the library of the development issuer. The notices go to standard error,
  // so that they do not mix with the response.
  const print = process.stdout.write.bind(process.stdout);
  process.stdout.write = process.stderr.write.bind(process.stderr);
  try {
    const event = 'event' in asked ? asked.event : await readEventFile(fileOfCaller(asked.eventFile));
    // This module is loaded late, so that --help is printed at once.
    const { invokeLocally } = await import('./invoke-locally.ts');
    const result = await invokeLocally(event);
    print(describeResult(result));
    if ((result.statusCode ?? 200) >= 500) process.exitCode = 1;
  } catch (error) {
    reportFailure(error);
  }
}
