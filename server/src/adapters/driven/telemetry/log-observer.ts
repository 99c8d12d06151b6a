import { isMarqueeError } from '../../../domain/errors.ts';
import type { MarqueeEvent, Observer } from '../../../ports/observer.ts';
import { toStandardError, type LogLine, type WriteLine } from './log-line.ts';
import { currentContext } from './request-context.ts';

/** Events that are logged as warnings: no client saw a failure, but an operator should look into them eventually. */
const WARNING = /-(?:refused|unusable|lost|too-large)$/;

/**
 * Writes each event as one line. Lambda sends what is written to standard error to CloudWatch Logs. Each line names the
 * request that it belongs to.
 */
export class LogObserver implements Observer {
  readonly #write: WriteLine;
  readonly #format: (line: LogLine) => string;

  /** @param format default: JSON */
  constructor(write: WriteLine = toStandardError, format: (line: LogLine) => string = (line) => JSON.stringify(line)) {
    this.#write = write;
    this.#format = format;
  }

  observe(event: MarqueeEvent): void {
    if (!isLogged(event)) return;
    const { type, ...fields } = event;
    const level = type.endsWith('-failed') ? 'error' : WARNING.test(type) ? 'warn' : 'info';
    const line: LogLine = {
      timestamp: new Date().toISOString(),
      level,
      type,
      ...fields,
      ...('error' in fields && errorField(fields.error)),
      ...currentContext(),
    };
    this.#write(this.#format(line));
  }
}

/**
 * Events that only metrics need (see metrics.ts) are not logged. A line about a hit, for example, would cost more than
 * the hit itself, and a miss is already logged as provider-called.
 */
function isLogged(event: MarqueeEvent): boolean {
  if (event.type === 'movies-answered') return event.status === 'stale';
  return !['request-answered', 'catalogue-refreshed', 'snapshot-checked', 'purge-received'].includes(event.type);
}

/**
 * For an error and each of its causes: the name, the message, and the code or the stack. Other properties may contain
 * bodies or credentials. The messages of errors from libraries are kept. This is safe even for middy's body parser,
 * because its messages do not quote the body.
 */
function errorField(error: unknown, depth = 0): { error: Record<string, unknown> } {
  if (!(error instanceof Error)) return { error: { name: typeof error } };
  const { name, message, stack, cause } = error;
  return {
    error: {
      name,
      message,
      ...(isMarqueeError(error) ? { code: error.code } : { stack }),
      ...(cause instanceof Error && depth < 3 && { cause: errorField(cause, depth + 1).error }),
    },
  };
}
