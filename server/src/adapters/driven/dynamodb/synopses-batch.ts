import { synopsisOf } from '../../../domain/film.ts';
import type { FilmItem } from './film-item.ts';

/**
 * The part of each film that a BatchGetItem of synopses reads. `extract` is a reserved word and needs a placeholder.
 */
export const SYNOPSIS_ONLY = {
  ProjectionExpression: 'id, attributes.#extract, attributes.plot',
  ExpressionAttributeNames: { '#extract': 'extract' },
};

/** What a BatchGetItem answers: the items, and the keys that it did not process. */
export type BatchAnswer = { readonly items: readonly unknown[]; readonly unprocessed: readonly unknown[] };

/**
 * Reads synopses in batches. DynamoDB reads at most 1 MB of a partition for one request and returns the other keys as
 * unprocessed. They are requested again as long as each answer has an item. An answer without items means that DynamoDB
 * throttles. The remaining synopses are then left out.
 *
 * @param ask sends a BatchGetItem with {@link SYNOPSIS_ONLY}
 */
export async function readSynopsesBy(
  ids: readonly string[],
  ask: (keys: readonly { readonly id: string }[]) => Promise<BatchAnswer>,
): Promise<Map<string, string>> {
  const synopses = new Map<string, string>();
  let keys = ids.map((id) => ({ id }));
  let hasMore = true;
  while (hasMore) {
    const { items, unprocessed } = await ask(keys);
    for (const { id, attributes } of items as Pick<FilmItem, 'id' | 'attributes'>[]) {
      const synopsis = attributes && synopsisOf(attributes);
      if (synopsis !== undefined) synopses.set(id, synopsis);
    }
    keys = unprocessed as { id: string }[];
    hasMore = keys.length > 0 && items.length > 0;
  }
  return synopses;
}
