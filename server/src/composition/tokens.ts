import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { ServiceIdentifier } from 'inversify';
import type { ApiHandler } from '../adapters/in/http/handler.ts';
import type { FilmUseCases } from '../adapters/in/http/film-routes.ts';
import type { ImportFilms } from '../application/films/import-films.ts';
import type { KeepSearchCurrent } from '../application/search/keep-search-current.ts';
import type { CatalogueGeneration } from '../ports/catalogue-generation.ts';
import type { Clock } from '../ports/clock.ts';
import type { FilmImportStore } from '../ports/film-import-store.ts';
import type { FilmRepository } from '../ports/film-repository.ts';
import type { FilmSearch } from '../ports/film-search.ts';
import type { ImportSource } from '../ports/import-source.ts';
import type { Observer } from '../ports/observer.ts';

/** Typed, so that the compiler refuses two dependencies in the wrong order. */
export const TOKENS = {
  dynamoClient: Symbol.for('DynamoDBClient') as ServiceIdentifier<DynamoDBClient>,
  documentClient: Symbol.for('DynamoDBDocumentClient') as ServiceIdentifier<DynamoDBDocumentClient>,
  filmsTable: Symbol.for('filmsTable') as ServiceIdentifier<string>,
  clock: Symbol.for('Clock') as ServiceIdentifier<Clock>,
  observer: Symbol.for('Observer') as ServiceIdentifier<Observer>,
  filmRepository: Symbol.for('FilmRepository') as ServiceIdentifier<FilmRepository>,
  filmImportStore: Symbol.for('FilmImportStore') as ServiceIdentifier<FilmImportStore>,
  catalogueGeneration: Symbol.for('CatalogueGeneration') as ServiceIdentifier<CatalogueGeneration>,
  filmSearch: Symbol.for('FilmSearch') as ServiceIdentifier<FilmSearch>,
  importSource: Symbol.for('ImportSource') as ServiceIdentifier<ImportSource>,
  keepSearchCurrent: Symbol.for('KeepSearchCurrent') as ServiceIdentifier<KeepSearchCurrent>,
  filmUseCases: Symbol.for('FilmUseCases') as ServiceIdentifier<FilmUseCases>,
  importFilms: Symbol.for('ImportFilms') as ServiceIdentifier<ImportFilms>,
  apiHandler: Symbol.for('ApiHandler') as ServiceIdentifier<ApiHandler>,
} as const;
