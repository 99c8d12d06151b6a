import { invalidFilm } from '../../domain/errors.ts';
import { splitId } from './film-schema.ts';

/**
 * Removes the film's own `id` from a document, so that clients can send back the document that GET returned.
 *
 * @throws MarqueeError `invalid` when the document has another id, because ids never change
 */
export function withoutOwnId(id: string, document: unknown): unknown {
  const { id: given, rest } = splitId(document);
  if (given !== undefined && given !== id) {
    throw invalidFilm([{ pointer: '/id', detail: 'never changes; leave it out or repeat the id of the path' }]);
  }
  return rest;
}
