import { errorCode } from '../domain/errors.ts';
import type { LambdaConfig } from './config.ts';
import type { OpenSearchOptions, SearchEngine } from './opensearch-engine.ts';

type EngineConfig = Pick<LambdaConfig, 'openSearch' | 'filmsTable' | 'attributes'>;

/**
 * Opens the search engine outside of the process if the settings name one. Its client is loaded only here. In Lambda, it
 * is the file `opensearch.mjs`, which a function has only if its environment has a domain.
 */
export async function openSearchEngine(
  { openSearch: endpoint, filmsTable, attributes: declared }: EngineConfig,
  options: Omit<OpenSearchOptions, 'endpoint' | 'filmsTable' | 'declared'>,
): Promise<SearchEngine | undefined> {
  if (endpoint === undefined) return undefined;
  try {
    const { openOpenSearch } = await import('./opensearch-engine.ts');
    return await openOpenSearch({ ...options, endpoint, filmsTable, declared });
  } catch (error) {
    if (errorCode(error) !== 'ERR_MODULE_NOT_FOUND') throw error;
    throw new Error(
      'MARQUEE_SEARCH=opensearch needs the file opensearch.mjs, which this installation lacks. It is part of the functions of environments with a domain.',
      { cause: error },
    );
  }
}
