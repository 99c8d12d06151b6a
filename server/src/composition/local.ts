import type { Container } from 'inversify';
import { createDynamoClient, reopenWhenRefused } from '../adapters/driven/dynamodb/client.ts';
import { createMissingTable } from '../adapters/local/dynamodb/create-missing-table.ts';
import { dataFolderError } from '../adapters/local/dynamodb/data-folder-error.ts';
import { openEmbeddedStore } from '../adapters/local/dynamodb/embedded-store.ts';
import { CACHE_TABLE, FILMS_TABLE } from '../adapters/driven/dynamodb/tables.ts';
import { FixedSecretSource } from '../adapters/driven/system/fixed-secret-source.ts';
import { SystemClock } from '../adapters/driven/system/system-clock.ts';
import { FileSearchSnapshotStore } from '../adapters/driven/system/file-search-snapshot-store.ts';
import { BACKGROUND } from '../adapters/driven/timeouts.ts';
import { isMarqueeError } from '../domain/errors.ts';
import type { Observer } from '../ports/observer.ts';
import { DYNAMODB_IN_AWS, type LocalConfig } from './local-config.ts';
import { importModule } from './import-module.ts';
import { servesOnlyThisMachine } from './issuer.ts';
import { createLocalContainer } from './local-container.ts';
import { createLocalLog } from './local-log.ts';
import { MOVIE_PROVIDERS } from './movie-providers.ts';
import { NO_REBUILDS } from './no-rebuilds.ts';
import type { SearchEngine } from './opensearch-engine.ts';
import { openSearchEngine } from './search-engine.ts';
import { threadedBuilder } from './snapshot-thread.ts';
import { readSynonymTables } from './synonym-tables.ts';
import { TOKENS } from './tokens.ts';

/** The product in a process that runs for a long time: the container, and the DynamoDB that it uses. */
export type ProcessComposition = {
  readonly container: Container;
  /** Absent: DynamoDB in AWS. */
  readonly endpoint: string | undefined;
  /** A description of where the data is, for the start-up message. */
  readonly storePlace: string;
  /** The setting that gives the key of the movie provider. */
  readonly keySetting: string;
  /** A message that tells people which data was lost and what to do. Absent when no loss was found. */
  readonly loss: () => string | undefined;
  readonly close: () => Promise<void>;
};

/**
 * For a table in AWS, whose pointer the functions in AWS read. A snapshot that this process published would be a file on
 * this machine, which they cannot read.
 */
const FOR_TABLE_IN_AWS = {
  rebuildSnapshot: NO_REBUILDS,
  snapshotRebuild: { request: () => undefined },
};

/**
 * Opens the embedded DynamoDB, or connects to one that is running. Then creates missing tables in it, and a container
 * with everything that uses it. In AWS no table is created.
 */
export async function composeLocal(
  config: LocalConfig,
  observer: Observer = createLocalLog(),
): Promise<ProcessComposition> {
  const engine = await openEngine(config, observer);
  const store = await openStore(config, observer);
  const client = createDynamoClient(store.endpoint);
  const background = createDynamoClient(store.endpoint, BACKGROUND);
  if (store.reopen) for (const each of [client, background]) reopenWhenRefused(each, store.reopen);
  const close = async () => {
    client.destroy();
    background.destroy();
    await engine?.close();
    await store.close();
  };
  try {
    if (store.endpoint !== undefined) {
      await createMissingTable(client, config.filmsTable, FILMS_TABLE);
      await createMissingTable(client, config.cacheTable, CACHE_TABLE);
    }
  } catch (error) {
    await close();
    const cause = isMarqueeError(error) ? error.cause : error;
    throw new Error(
      `The tables cannot be created in ${store.place}: ${whyNoTables(cause)} (MARQUEE_DYNAMODB_ENDPOINT, MARQUEE_FILMS_TABLE)`,
      { cause: error },
    );
  }
  const snapshots = new FileSearchSnapshotStore(config.snapshots);
  const openScopes = new Set(servesOnlyThisMachine(config) ? (['operations:read'] as const) : []);
  const container = createLocalContainer({
    filmsTable: config.filmsTable,
    cacheTable: config.cacheTable,
    declaredAttributes: config.attributes,
    observer,
    searchEngine: engine,
    dynamoClient: client,
    backgroundClient: background,
    snapshotStore: snapshots,
    snapshotBuilder: threadedBuilder({ declared: config.attributes, synonymTables: config.synonymTables }),
    movieSettings: config.movies,
    secretSource: new FixedSecretSource(config.providerKey),
    countsEmptySearches: config.countsEmptySearches,
    installation: { environment: config.environment, settings: config.settings, openScopes },
    ...(config.dynamodbEndpoint === DYNAMODB_IN_AWS && FOR_TABLE_IN_AWS),
  });
  container.load(importModule);
  try {
    if (store.owned) await snapshots.removeUnfinished();
    // After a loss, the generation is raised. This has two effects: a snapshot with films that the table has lost is no
    // longer used, and the sample is not imported over the remaining films.
    if (store.loss() !== undefined) await container.get(TOKENS.cataloguePointer).advance();
  } catch (error) {
    await close();
    throw dataFolderError(config.dataDir, error);
  }
  const { endpoint, place: storePlace, loss } = store;
  const keySetting = MOVIE_PROVIDERS[config.movies.provider.name].key;
  return { container, endpoint, storePlace, keySetting, loss, close };
}

async function openEngine(config: LocalConfig, observer: Observer): Promise<SearchEngine | undefined> {
  const { synonymTables } = config;
  // A mistake in a table of synonyms is reported now, and not only when a snapshot is built.
  await readSynonymTables(synonymTables);
  const credentials = () => createDynamoClient().config.credentials();
  return openSearchEngine(config, { synonymTables, credentials, clock: new SystemClock(), observer });
}

function whyNoTables(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause);
  return cause.name === 'TimeoutError' ? 'it does not answer' : cause.message;
}

type OpenStore = {
  readonly endpoint: string | undefined;
  readonly place: string;
  /** Whether this process runs the store of the data folder. */
  readonly owned: boolean;
  /** A message that tells people which data was lost and what to do. Absent when no loss was found. */
  readonly loss: () => string | undefined;
  /**
   * Opens the store in this process, or connects to another process that has opened it in the meantime. Returns the new
   * endpoint. Call this only after the process that previously held the store has ended. Absent if the
   * endpoint never changes.
   */
  readonly reopen?: () => Promise<string>;
  readonly close: () => Promise<void>;
};

async function openStore(
  { dynamodbEndpoint, dataDir, filmsTable }: LocalConfig,
  observer: Observer,
): Promise<OpenStore> {
  if (dynamodbEndpoint !== undefined) {
    const isAws = dynamodbEndpoint === DYNAMODB_IN_AWS;
    return {
      endpoint: isAws ? undefined : dynamodbEndpoint,
      place: isAws ? `the table ${filmsTable} in AWS` : `DynamoDB at ${dynamodbEndpoint}`,
      owned: false,
      loss: () => undefined,
      close: () => Promise.resolve(),
    };
  }
  const open = () => openEmbeddedStore({ dataDir, filmsTable, observer });
  let store = await open();
  let isClosing = false;
  let reopening: Promise<unknown> = Promise.resolve();
  return {
    endpoint: store.endpoint,
    place: store.owned ? dataDir : `${dataDir}, opened by another process (${store.endpoint})`,
    owned: store.owned,
    loss: () => store.loss,
    reopen: async () => {
      // Closing cuts off requests. A request that was cut off must not open the store again, because then this process
      // would never end.
      if (isClosing) throw new Error('The store is closing');
      const opening = open();
      reopening = opening.catch(() => undefined);
      store = await opening;
      return store.endpoint;
    },
    close: async () => {
      isClosing = true;
      await reopening;
      await store.close();
    },
  };
}
