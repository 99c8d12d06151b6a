import { toStandardError } from '../adapters/driven/telemetry/log-line.ts';
import { LogObserver } from '../adapters/driven/telemetry/log-observer.ts';
import { logFormatFor } from '../adapters/driven/telemetry/text-line.ts';

/** The log of commands, of the server and of the worker. */
export function createLocalLog(): LogObserver {
  return new LogObserver(toStandardError, logFormatFor(process.stderr));
}
