import { randomUUID } from 'node:crypto';
import { ContainerModule } from 'inversify';
import { DynamoCataloguePointer } from '../adapters/driven/dynamodb/catalogue-pointer.ts';
import { createDocumentClient, withTimeouts } from '../adapters/driven/dynamodb/client.ts';
import { DynamoFilmRepository } from '../adapters/driven/dynamodb/film-repository.ts';
import { DynamoImportReports } from '../adapters/driven/dynamodb/import-reports.ts';
import { DynamoIdempotencyStore } from '../adapters/driven/dynamodb/idempotency-store.ts';
import { OidcTokenVerifier } from '../adapters/driven/oidc/oidc-token-verifier.ts';
import { RefusingTokenVerifier } from '../adapters/driven/oidc/refusing-token-verifier.ts';
import { snapshotFormat } from '../adapters/driven/search-index/structures/snapshot-format.ts';
import { SystemClock } from '../adapters/driven/system/system-clock.ts';
import { BACKGROUND } from '../adapters/driven/timeouts.ts';
import { TOKENS } from './tokens.ts';

/**
 * Binds the ports that have the same adapter in every runtime. The runtime provides the DynamoDB client and the table
 * names.
 */
export const adaptersModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.clock).toResolvedValue(() => new SystemClock());
  bind(TOKENS.documentClient).toResolvedValue((client) => createDocumentClient(client), [TOKENS.dynamoClient]);
  bind(TOKENS.backgroundClient).toResolvedValue((client) => withTimeouts(client, BACKGROUND), [TOKENS.dynamoClient]);
  bind(TOKENS.backgroundDocuments).toResolvedValue((client) => createDocumentClient(client), [TOKENS.backgroundClient]);
  bind(TOKENS.backgroundFilms).toResolvedValue(
    (client, table, clock) => new DynamoFilmRepository(client, table, clock, randomUUID),
    [TOKENS.backgroundDocuments, TOKENS.filmsTable, TOKENS.clock],
  );
  bind(TOKENS.filmRepository).toResolvedValue(
    (client, table, clock) => new DynamoFilmRepository(client, table, clock, randomUUID),
    [TOKENS.documentClient, TOKENS.filmsTable, TOKENS.clock],
  );
  bind(TOKENS.idempotencyStore).toResolvedValue(
    (client, table) => new DynamoIdempotencyStore(client, table),
    [TOKENS.documentClient, TOKENS.cacheTable],
  );
  bind(TOKENS.searchEngine).toConstantValue(undefined);
  bind(TOKENS.searchFormat).toResolvedValue(
    (declared, engine) => engine?.format ?? snapshotFormat(declared),
    [TOKENS.declaredAttributes, TOKENS.searchEngine],
  );
  bind(TOKENS.cataloguePointer).toResolvedValue(
    (client, table, format) => new DynamoCataloguePointer(client, table, format),
    [TOKENS.documentClient, TOKENS.filmsTable, TOKENS.searchFormat],
  );
  bind(TOKENS.importReports).toResolvedValue(
    (client, table) => new DynamoImportReports(client, table),
    [TOKENS.documentClient, TOKENS.filmsTable],
  );
  bind(TOKENS.tokenVerifier).toResolvedValue(
    (access, clock, observer) =>
      access.kind === 'tokens'
        ? new OidcTokenVerifier(access.expected, clock, observer)
        : new RefusingTokenVerifier(access.reason),
    [TOKENS.writeAccess, TOKENS.clock, TOKENS.observer],
  );
});
