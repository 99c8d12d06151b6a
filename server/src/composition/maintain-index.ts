import type { RebuildIndex } from '../application/search/rebuild-index.ts';
import type { Background } from '../ports/background.ts';

/** A schedule calls the snapshot function of Lambda at the same interval. */
export const REBUILD_EVERY_MS = 60_000;

/**
 * Brings the index of a search engine up to date, now and every minute. In AWS, the snapshot function does that, and in a
 * cluster the worker. A failure is reported, and the next call tries again.
 */
export async function maintainIndex(
  rebuild: Pick<RebuildIndex, 'executeWhenDue'>,
  background: Background,
): Promise<void> {
  await rebuild.executeWhenDue().catch(() => undefined);
  background.run(REBUILD_EVERY_MS, () => maintainIndex(rebuild, background));
}
