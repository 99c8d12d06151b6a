import { createDocumentClient, createDynamoClient, withoutRetries } from '../../src/adapters/driven/dynamodb/client.ts';
import { DynamoCachePurger } from '../../src/adapters/driven/dynamodb/cache-purger.ts';
import { DynamoCacheStore } from '../../src/adapters/driven/dynamodb/cache-store.ts';
import { createMissingTable } from '../../src/adapters/local/dynamodb/create-missing-table.ts';
import { DynamoCacheLease } from '../../src/adapters/driven/dynamodb/lease.ts';
import { CACHE_TABLE } from '../../src/adapters/driven/dynamodb/tables.ts';
import { SystemClock } from '../../src/adapters/driven/system/system-clock.ts';
import type { CacheStoreUnderTest } from './cache-store.contract.ts';

/** A time limit that no request reaches, although DynamoDB Local takes seconds for its first answers. */
const TIMEOUT_MS = 20_000;

/** Makes the DynamoDB adapters over any DynamoDB, with a new table. */
export async function makeDynamoCacheStore(
  endpoint: string,
  closeServer: () => Promise<void>,
): Promise<CacheStoreUnderTest> {
  const client = createDynamoClient(endpoint);
  const table = 'marquee-cache-contract';
  await createMissingTable(client, table, CACHE_TABLE);
  const documents = createDocumentClient(client);
  return {
    store: new DynamoCacheStore(documents, createDocumentClient(withoutRetries(client)), table, TIMEOUT_MS),
    lease: new DynamoCacheLease(documents, table, TIMEOUT_MS),
    purger: new DynamoCachePurger(documents, table, new SystemClock()),
    hasSizeLimit: true,
    close: async () => {
      client.destroy();
      await closeServer();
    },
  };
}
