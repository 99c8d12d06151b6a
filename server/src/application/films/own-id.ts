import { invalidFilm } from '../../domain/errors.ts';
import { splitId } from './film-schema.ts';

/**
 * Takes the film's own `id` out of a document, so that what GET answered can be sent back.
 *
 * @throws MarqueeError `invalid` when it names another id: ids never change
 */
export function withoutOwnId(id: string, document: unknown): unknown {
  const { id: given, rest } = splitId(document);
  if (given !== undefined && given !== id) {
    throw invalidFilm([{ pointer: '/id', detail: 'never changes; leave it out or repeat the id of the path' }]);
  }
  return rest;
}
