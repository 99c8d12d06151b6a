import { randomUUID } from 'node:crypto';
import { S3Client } from '@aws-sdk/client-s3';
import { ContainerModule } from 'inversify';
import { DynamoFilmImportStore } from '../adapters/driven/dynamodb/film-import-store.ts';
import { AnyImportSource } from '../adapters/driven/import-sources/any-import-source.ts';
import { FileImportSource } from '../adapters/driven/import-sources/file-import-source.ts';
import { PromptImportSource } from '../adapters/driven/import-sources/prompt-import-source.ts';
import { S3ImportSource } from '../adapters/driven/import-sources/s3-import-source.ts';
import { UrlImportSource } from '../adapters/driven/import-sources/url-import-source.ts';
import { traceClient } from '../adapters/driven/telemetry/trace-client.ts';
import { clientLimits, SOURCE } from '../adapters/driven/timeouts.ts';
import { DeriveFilms } from '../application/films/derive-films.ts';
import { EnrichFilms } from '../application/films/enrich-films.ts';
import { ExportFilms } from '../application/films/export-films.ts';
import { ImportFilms } from '../application/films/import-films.ts';
import { TOKENS } from './tokens.ts';

/**
 * Binds the import, the export, and the other use cases that write many films. This is a separate module because it
 * loads an S3 client, which has more code than the whole API.
 */
export const importModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.filmImportStore).toResolvedValue(
    (client, table, clock, observer) => new DynamoFilmImportStore(client, table, clock, observer, randomUUID),
    [TOKENS.backgroundDocuments, TOKENS.filmsTable, TOKENS.clock, TOKENS.observer],
  );
  bind(TOKENS.importFilms).toResolvedValue(
    (store, pointer, rebuild, clock, observer) =>
      new ImportFilms({ store, pointer, rebuild, clock, observer, uniqueName: randomUUID }),
    [TOKENS.filmImportStore, TOKENS.cataloguePointer, TOKENS.rebuildSnapshot, TOKENS.clock, TOKENS.observer],
  );
  bind(TOKENS.exportFilms).toResolvedValue((store) => new ExportFilms(store), [TOKENS.filmImportStore]);
  for (const [token, Rewriter] of [
    [TOKENS.deriveFilms, DeriveFilms],
    [TOKENS.enrichFilms, EnrichFilms],
  ] as const) {
    bind<DeriveFilms | EnrichFilms>(token).toResolvedValue(
      (films, store, pointer, rebuild, clock, observer) =>
        new Rewriter({ films, store, pointer, rebuild, clock, observer, uniqueName: randomUUID }),
      [
        TOKENS.backgroundFilms,
        TOKENS.filmImportStore,
        TOKENS.cataloguePointer,
        TOKENS.rebuildSnapshot,
        TOKENS.clock,
        TOKENS.observer,
      ],
    );
  }
  bind(TOKENS.importSource).toResolvedValue(
    (clock) => {
      const s3 = new S3ImportSource(traceClient(new S3Client(clientLimits(SOURCE)), 'S3'));
      return new PromptImportSource(
        new AnyImportSource({ file: new FileImportSource(), url: new UrlImportSource(), s3 }),
        clock,
      );
    },
    [TOKENS.clock],
  );
});
