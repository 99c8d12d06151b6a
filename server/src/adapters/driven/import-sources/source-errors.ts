import { isMarqueeError, MarqueeError } from '../../../domain/errors.ts';

export function sourceMissing(location: string, cause?: unknown): MarqueeError {
  return new MarqueeError('not-found', 'import-source-missing', `There is nothing at ${location}.`, { cause });
}

export function sourceForbidden(location: string, cause?: unknown): MarqueeError {
  return new MarqueeError('forbidden', 'import-source-forbidden', `Access to ${location} is denied.`, { cause });
}

export function sourceUnavailable(location: string, cause: unknown): MarqueeError {
  return new MarqueeError(
    'upstream-unavailable',
    'import-source-unavailable',
    `${location} does not answer, or the connection broke off.`,
    {
      cause,
    },
  );
}

/** Yields the chunks. If reading them fails, translates the failure into an error of the domain. */
export async function* guardChunks(location: string, chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* chunks;
  } catch (error) {
    throw isMarqueeError(error) ? error : sourceUnavailable(location, error);
  }
}
