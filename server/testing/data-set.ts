import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/**
 * The Wikipedia Movie Data Set (36,273 rows). The product does not need it, and the repository does not contain it.
 */
export const DATA_SET =
  process.env['MARQUEE_DATA_SET'] ?? join(import.meta.dirname, '../../../shared/data/wikipedia-movies.json.gz');

/**
 * A file of titles of the data set, each with the id of its best known film, in the format of
 * bench/relevance/shared-titles.tsv. The file may be absent.
 */
export const FAMOUS_TITLES = join(dirname(DATA_SET), '../cases/famous.tsv');

/** Why the tests that need the data set are skipped; `undefined` when they run. */
export function whyNoDataSet(): string | undefined {
  return existsSync(DATA_SET) ? undefined : `the data set is not at ${DATA_SET}; set MARQUEE_DATA_SET to its path`;
}
