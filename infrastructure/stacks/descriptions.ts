import type { FunctionName } from '../bundles/pack-bundles.ts';

/** What each function does, as AWS shows it. */
export const DESCRIPTIONS: Record<FunctionName, string> = {
  api: 'Answers every route of the API',
  import: 'Imports each file uploaded to the import bucket, and exports the films',
  snapshot: 'Rebuilds the search snapshot when a rebuild is due',
  purge: 'Purges the movies cache, and sweeps expired entries',
};
