import { isMarqueeError } from '../../domain/errors.ts';

/**
 * The rules that a row breaks, as one text.
 *
 * @throws the given error, if it is not about the row
 */
export function reasonOf(error: unknown): string {
  if (!isMarqueeError(error) || error.kind !== 'invalid') throw error;
  return error.faults
    .map((fault) => `${'pointer' in fault && fault.pointer !== '' ? `${fault.pointer} ` : ''}${fault.detail}`)
    .join('; ');
}
