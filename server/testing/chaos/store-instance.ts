import { randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoCataloguePointer } from '../../src/adapters/driven/dynamodb/catalogue-pointer.ts';
import { snapshotFormat } from '../../src/adapters/driven/search-index/structures/snapshot-format.ts';
import { IndexSnapshotBuilder } from '../../src/adapters/driven/search-index/store/index-snapshot-builder.ts';
import { createDocumentClient } from '../../src/adapters/driven/dynamodb/client.ts';
import { DynamoFilmImportStore } from '../../src/adapters/driven/dynamodb/film-import-store.ts';
import { DynamoFilmRepository } from '../../src/adapters/driven/dynamodb/film-repository.ts';
import { DynamoIdempotencyStore } from '../../src/adapters/driven/dynamodb/idempotency-store.ts';
import type { FilmUseCases } from '../../src/adapters/driving/http/film-routes.ts';
import { ImportFilms } from '../../src/application/films/import-films.ts';
import type { RebuildSnapshot } from '../../src/application/search/rebuild-snapshot.ts';
import { composeFilms } from '../../src/composition/factories/films.ts';
import { composeRebuild } from '../../src/composition/factories/rebuild.ts';
import { composeSearch, type Search } from '../../src/composition/factories/search.ts';
import type { Clock } from '../../src/ports/clock.ts';
import type { FilmRepository } from '../../src/ports/film-repository.ts';
import type { SearchSnapshotStore } from '../../src/ports/search-snapshot-store.ts';
import type { FakeClock } from '../clocks/fake-clock.ts';
import { RecordingObserver } from '../recording-observer.ts';
import { wholeAnswer } from '../search/whole-answer.ts';
import type { FilmModel } from './film-model.ts';
import { contentOf, modelledImportStore, modelledRepository } from './modelled-stores.ts';

/** The parts that all instances of one fault schedule share. */
export type SharedWorld = {
  readonly films: string;
  readonly keys: string;
  readonly snapshots: SearchSnapshotStore;
  readonly clock: FakeClock;
  readonly model: FilmModel;
};

/** One instance of the product: its use cases, its import and its search, with one DynamoDB client. */
export class StoreInstance {
  readonly films: FilmRepository;
  readonly useCases: FilmUseCases;
  readonly rebuild: RebuildSnapshot;
  readonly #search: Search;
  readonly #world: SharedWorld;
  readonly #client: DynamoDBClient;
  #rebuilding: Promise<void> | undefined;

  constructor(client: DynamoDBClient, world: SharedWorld) {
    const { clock, model, snapshots } = world;
    const documents = createDocumentClient(client);
    const observer = new RecordingObserver();
    const films = new DynamoFilmRepository(documents, world.films, clock, randomUUID);
    const pointer = new DynamoCataloguePointer(documents, world.films, snapshotFormat([]));
    const keys = new DynamoIdempotencyStore(documents, world.keys);
    this.#world = world;
    this.#client = client;
    this.films = modelledRepository(films, model);
    const builder = new IndexSnapshotBuilder([], () => Promise.resolve(new Map()));
    this.rebuild = composeRebuild({ films, pointer, snapshots, clock, observer, builder });
    const rebuild = { request: this.#rebuildInBackground };
    this.#search = composeSearch({ films, pointer, snapshots, rebuild, clock, observer }, []);
    this.useCases = composeFilms({ films: this.films, feed: this.#search.feed, keys, clock });
  }

  /** @param clock used by the import only */
  imports(clock: Clock = this.#world.clock): ImportFilms {
    const documents = createDocumentClient(this.#client);
    const { films, model } = this.#world;
    const observer = new RecordingObserver();
    const store = modelledImportStore(
      new DynamoFilmImportStore(documents, films, this.#world.clock, observer, randomUUID),
      model,
    );
    const pointer = new DynamoCataloguePointer(documents, films, snapshotFormat([]));
    return new ImportFilms({ store, pointer, rebuild: this.rebuild, clock, observer, uniqueName: randomUUID });
  }

  /** Does what a search request does before it is answered. */
  ensure(): Promise<void> {
    return this.#search.current.ensure();
  }

  /** Whether the last read of the table succeeded, and search includes all imports. */
  get isCurrent(): boolean {
    return this.#search.current.degradations().length === 0;
  }

  /** Resolves when no load and no rebuild is running. */
  async settle(): Promise<void> {
    await this.#search.current.settle();
    while (this.#rebuilding) await this.#rebuilding;
    await this.#search.current.settle();
  }

  /** Returns the content of every film that a search without words finds, by the film's id. */
  async found(): Promise<Map<string, string>> {
    const query = { sort: 'relevance', cast: [], genres: [], facets: [], limit: 100 } as const;
    const { items } = await wholeAnswer(this.#search.index, query);
    return new Map(items.map((film) => [film.id, contentOf(film)]));
  }

  readonly #rebuildInBackground = (onPublished: () => void): void => {
    this.#rebuilding ??= this.rebuild
      .execute()
      .then(onPublished, () => undefined)
      .finally(() => {
        this.#rebuilding = undefined;
      });
  };
}
