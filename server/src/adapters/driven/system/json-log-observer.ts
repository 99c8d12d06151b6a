import { isMarqueeError } from '../../../domain/errors.ts';
import type { MarqueeEvent, Observer } from '../../../ports/observer.ts';

/** Events that are logged as warnings: no client saw a failure, but an operator should look into them eventually. */
const WARNING = /-(?:refused|unusable|lost|too-large)$/;

/** Writes each event as one line of JSON to standard error, which Lambda sends to CloudWatch Logs. */
export class JsonLogObserver implements Observer {
  observe(event: MarqueeEvent): void {
    // Of the answers about movies, only stale ones are logged. A line about a hit would cost more than the hit itself,
    // and a miss is already logged as provider-called.
    if (event.type === 'movies-answered' && event.status !== 'stale') return;
    const { type, ...fields } = event;
    const level = type.endsWith('-failed') ? 'error' : WARNING.test(type) ? 'warn' : 'info';
    const line = {
      time: new Date().toISOString(),
      level,
      type,
      ...fields,
      ...('error' in fields && errorField(fields.error)),
    };
    process.stderr.write(`${JSON.stringify(line)}\n`);
  }
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
