import { errorCode, isMarqueeError } from '../../../domain/errors.ts';
import { printableLines } from './printable.ts';

/**
 * Reads the arguments of a command. `--help` or `-h` prints the usage. If the arguments cannot be understood, this
 * prints the reason and the usage, and sets the exit code 2.
 *
 * @param parse throws an Error, with a message for the user, when the arguments cannot be understood
 * @returns `undefined` when the command has nothing more to do
 */
export function readArguments<T>(usage: string, args: readonly string[], parse: (args: string[]) => T): T | undefined {
  if (args.includes('--help') || args.includes('-h')) {
    process.stdout.write(`${usage}\n`);
    return undefined;
  }
  try {
    return parse([...args]);
  } catch (error) {
    process.stderr.write(`${printableLines(reasonOf(error))}\n\n${usage}\n`);
    process.exitCode = 2;
    return undefined;
  }
}

/** Prints why the command failed, without a stack, and sets the exit code 1. */
export function reportFailure(error: unknown): void {
  process.stderr.write(`${printableLines(reasonOf(error))}\n`);
  process.exitCode = 1;
}

/** The reason of a failure, in words. The message of our own error says what failed, and its cause says why. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!isMarqueeError(error) || error.cause === undefined) return messageOf(error);
  return `${messageOf(error)} (${reasonOf(error.cause)})`;
}

/** Node's error for a refused connection has no message if the host name has two addresses. */
function messageOf(error: Error): string {
  return error.message || (errorCode(error) ?? error.name);
}
