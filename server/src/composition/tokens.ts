import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ServiceIdentifier } from 'inversify';
import type { ApiHandler } from '../adapters/driving/http/handler.ts';
import type { FilmUseCases } from '../adapters/driving/http/film-routes.ts';
import type { MovieUseCases } from '../adapters/driving/http/movie-routes.ts';
import type { Route } from '../adapters/driving/http/route.ts';
import type { DeriveFilms } from '../application/films/derive-films.ts';
import type { EnrichFilms } from '../application/films/enrich-films.ts';
import type { ExportFilms } from '../application/films/export-films.ts';
import type { ImportFilms } from '../application/films/import-films.ts';
import type { DeclaredAttributes } from '../domain/declared-attributes.ts';
import type { Background } from '../ports/background.ts';
import type { CacheInvalidation } from '../ports/cache-invalidation.ts';
import type { CacheLease } from '../ports/cache-lease.ts';
import type { CacheStore } from '../ports/cache-store.ts';
import type { RebuildSnapshot } from '../application/search/rebuild-snapshot.ts';
import type { SearchSnapshotStore } from '../ports/search-snapshot-store.ts';
import type { SearchSnapshotBuilder } from '../ports/search-snapshot-builder.ts';
import type { SnapshotRebuild } from '../ports/snapshot-rebuild.ts';
import type { CataloguePointer } from '../ports/catalogue-pointer.ts';
import type { Clock } from '../ports/clock.ts';
import type { FilmImportStore } from '../ports/film-import-store.ts';
import type { FilmRepository } from '../ports/film-repository.ts';
import type { IdempotencyStore } from '../ports/idempotency-store.ts';
import type { ImportReports } from '../ports/import-reports.ts';
import type { ImportSource } from '../ports/import-source.ts';
import type { MovieProvider } from '../ports/movie-provider.ts';
import type { Observer } from '../ports/observer.ts';
import type { OperationsMetrics } from '../ports/operations-metrics.ts';
import type { SecretSource } from '../ports/secret-source.ts';
import type { MoviesConfig } from './config.ts';
import type { Installation } from './installation.ts';
import type { EmptySearches } from './factories/empty-searches.ts';
import type { Movies } from './factories/movies.ts';
import type { SearchEngine } from './opensearch-engine.ts';
import type { Search } from './factories/search.ts';
import type { TokenVerifier } from '../ports/token-verifier.ts';
import type { WriteAccess } from './write-access.ts';

/**
 * The names under which the container keeps each dependency. They are typed, so that the compiler rejects dependencies
 * that are listed in the wrong order.
 */
export const TOKENS = {
  dynamoClient: Symbol.for('DynamoDBClient') as ServiceIdentifier<DynamoDBClient>,
  documentClient: Symbol.for('DynamoDBDocumentClient') as ServiceIdentifier<DynamoDBDocumentClient>,
  /** The client for work that no request waits for; see adapters/driven/timeouts.ts. */
  backgroundClient: Symbol.for('backgroundClient') as ServiceIdentifier<DynamoDBClient>,
  backgroundDocuments: Symbol.for('backgroundDocuments') as ServiceIdentifier<DynamoDBDocumentClient>,
  backgroundFilms: Symbol.for('backgroundFilms') as ServiceIdentifier<FilmRepository>,
  filmsTable: Symbol.for('filmsTable') as ServiceIdentifier<string>,
  declaredAttributes: Symbol.for('declaredAttributes') as ServiceIdentifier<DeclaredAttributes>,
  clock: Symbol.for('Clock') as ServiceIdentifier<Clock>,
  observer: Symbol.for('Observer') as ServiceIdentifier<Observer>,
  filmRepository: Symbol.for('FilmRepository') as ServiceIdentifier<FilmRepository>,
  filmImportStore: Symbol.for('FilmImportStore') as ServiceIdentifier<FilmImportStore>,
  idempotencyStore: Symbol.for('IdempotencyStore') as ServiceIdentifier<IdempotencyStore>,
  /** The format of what the catalogue's pointer names. */
  searchFormat: Symbol.for('searchFormat') as ServiceIdentifier<string>,
  cataloguePointer: Symbol.for('CataloguePointer') as ServiceIdentifier<CataloguePointer>,
  snapshotStore: Symbol.for('SearchSnapshotStore') as ServiceIdentifier<SearchSnapshotStore>,
  snapshotRebuild: Symbol.for('SnapshotRebuild') as ServiceIdentifier<SnapshotRebuild>,
  snapshotBuilder: Symbol.for('SearchSnapshotBuilder') as ServiceIdentifier<SearchSnapshotBuilder>,
  rebuildSnapshot: Symbol.for('RebuildSnapshot') as ServiceIdentifier<
    Pick<RebuildSnapshot, 'execute' | 'executeWhenDue'>
  >,
  importReports: Symbol.for('ImportReports') as ServiceIdentifier<ImportReports>,
  countsEmptySearches: Symbol.for('countsEmptySearches') as ServiceIdentifier<boolean>,
  /** `undefined`: they are not counted. */
  emptySearches: Symbol.for('EmptySearches') as ServiceIdentifier<EmptySearches | undefined>,
  installation: Symbol.for('Installation') as ServiceIdentifier<Installation>,
  operationsMetrics: Symbol.for('OperationsMetrics') as ServiceIdentifier<OperationsMetrics>,
  importSource: Symbol.for('ImportSource') as ServiceIdentifier<ImportSource>,
  /** `undefined`: search is in memory. */
  searchEngine: Symbol.for('SearchEngine') as ServiceIdentifier<SearchEngine | undefined>,
  search: Symbol.for('Search') as ServiceIdentifier<Search>,
  filmUseCases: Symbol.for('FilmUseCases') as ServiceIdentifier<FilmUseCases>,
  deriveFilms: Symbol.for('DeriveFilms') as ServiceIdentifier<DeriveFilms>,
  enrichFilms: Symbol.for('EnrichFilms') as ServiceIdentifier<EnrichFilms>,
  exportFilms: Symbol.for('ExportFilms') as ServiceIdentifier<ExportFilms>,
  importFilms: Symbol.for('ImportFilms') as ServiceIdentifier<ImportFilms>,
  background: Symbol.for('Background') as ServiceIdentifier<Background>,
  cacheTable: Symbol.for('cacheTable') as ServiceIdentifier<string>,
  movieSettings: Symbol.for('MoviesConfig') as ServiceIdentifier<MoviesConfig>,
  secretSource: Symbol.for('SecretSource') as ServiceIdentifier<SecretSource>,
  movieProvider: Symbol.for('MovieProvider') as ServiceIdentifier<MovieProvider>,
  cacheStore: Symbol.for('CacheStore') as ServiceIdentifier<CacheStore>,
  cacheLease: Symbol.for('CacheLease') as ServiceIdentifier<CacheLease>,
  cacheInvalidation: Symbol.for('CacheInvalidation') as ServiceIdentifier<CacheInvalidation>,
  movies: Symbol.for('Movies') as ServiceIdentifier<Movies>,
  movieUseCases: Symbol.for('MovieUseCases') as ServiceIdentifier<MovieUseCases>,
  writeAccess: Symbol.for('writeAccess') as ServiceIdentifier<WriteAccess>,
  tokenVerifier: Symbol.for('TokenVerifier') as ServiceIdentifier<TokenVerifier>,
  routes: Symbol.for('routes') as ServiceIdentifier<readonly Route[]>,
  apiHandler: Symbol.for('ApiHandler') as ServiceIdentifier<ApiHandler>,
} as const;
