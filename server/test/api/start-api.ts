import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Container } from 'inversify';
import { createExpressApp } from '../../src/adapters/in/express/app.ts';
import { createDynamoClient } from '../../src/adapters/out/dynamodb/client.ts';
import { createMissingTable } from '../../src/adapters/out/dynamodb/create-missing-table.ts';
import { CACHE_TABLE, FILMS_TABLE } from '../../src/adapters/out/dynamodb/tables.ts';
import { FixedSecretSource } from '../../src/adapters/out/system/fixed-secret-source.ts';
import { adaptersModule } from '../../src/composition/adapters-module.ts';
import { coreModule } from '../../src/composition/core-module.ts';
import { moviesModule } from '../../src/composition/movies-module.ts';
import { TOKENS } from '../../src/composition/tokens.ts';
import { RecordingObserver } from '../recording-observer.ts';
import { startDynalite } from '../stores/dynalite-store.ts';

const TABLE = 'films';
const CACHE = 'cache';

export type TestApi = {
  readonly url: string;
  readonly observer: RecordingObserver;
  /** Stops the store, to see what the API does without one. */
  readonly stopStore: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** The product as `npm start` composes it, over an empty dynalite in memory and real HTTP on a free port. */
export async function startApi(): Promise<TestApi> {
  const store = await startDynalite();
  const client = createDynamoClient(store.endpoint);
  await createMissingTable(client, TABLE, FILMS_TABLE);
  await createMissingTable(client, CACHE, CACHE_TABLE);
  const observer = new RecordingObserver();
  const container = new Container({ defaultScope: 'Singleton' });
  container.load(coreModule, adaptersModule, moviesModule);
  container.rebind(TOKENS.observer).toConstantValue(observer);
  container.bind(TOKENS.filmsTable).toConstantValue(TABLE);
  container.bind(TOKENS.dynamoClient).toConstantValue(client);
  container.bind(TOKENS.cacheTable).toConstantValue(CACHE);
  // Live movie search has tests of its own; here it is not configured.
  const search = { language: 'en-US', includeAdult: false };
  const tmdb = { url: 'http://127.0.0.1:1', imageUrl: 'http://127.0.0.1:1', callsPerSecond: 1 };
  container.bind(TOKENS.movieSettings).toConstantValue({ tmdb, search });
  container.bind(TOKENS.secretSource).toConstantValue(new FixedSecretSource(undefined));
  container.bind(TOKENS.cacheInvalidation).toConstantValue({ request: () => Promise.resolve() });
  const server = createServer(createExpressApp(container.get(TOKENS.apiHandler), []));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  let isStoreOpen = true;
  const stopStore = async () => {
    if (isStoreOpen) await store.close();
    isStoreOpen = false;
  };
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    observer,
    stopStore,
    close: async () => {
      server.close();
      server.closeAllConnections();
      client.destroy();
      await stopStore();
    },
  };
}
