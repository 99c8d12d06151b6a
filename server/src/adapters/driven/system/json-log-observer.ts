import { isMarqueeError } from '../../../domain/errors.ts';
import type { MarqueeEvent, Observer } from '../../../ports/observer.ts';

/** Nothing failed for a client, but somebody should look some day. */
const WARNING = /-(?:refused|unusable|lost|too-large)$/;

/** Writes each event as one line of JSON to standard error, which Lambda takes into CloudWatch Logs. */
export class JsonLogObserver implements Observer {
  observe(event: MarqueeEvent): void {
    // A hit costs less than a line about it would, and a miss has a line of its own: provider-called.
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
 * Of an error only names, messages and places, of its causes too: other properties may hold bodies or credentials.
 * Messages of errors that are not ours are kept, but those of middy's parser say nothing of the body.
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
