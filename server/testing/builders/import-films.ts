import { IndexSnapshotBuilder } from '../../src/adapters/driven/search-index/store/index-snapshot-builder.ts';
import { MemorySearchSnapshotStore } from '../memory/search-snapshot-store.ts';
import { ImportFilms, type ImportFilmsPorts } from '../../src/application/films/import-films.ts';
import { RebuildSnapshot } from '../../src/application/search/rebuild-snapshot.ts';
import type { SearchSnapshotStore } from '../../src/ports/search-snapshot-store.ts';
import { RecordingObserver } from '../recording-observer.ts';
import type { FilmStore } from '../stores/every-film-store.ts';

let names = 0;

function uniqueName(): string {
  names += 1;
  return `n${String(names)}`;
}

const snapshotsOf = new WeakMap<FilmStore, SearchSnapshotStore>();

/** Makes a snapshot builder over a store of films. All builders over one store share their snapshots, as in S3. */
export function makeRebuild(
  store: FilmStore,
  snapshots: SearchSnapshotStore = snapshotsOf.get(store) ?? new MemorySearchSnapshotStore(),
) {
  snapshotsOf.set(store, snapshots);
  const observer = new RecordingObserver();
  return new RebuildSnapshot({
    ...store,
    snapshots,
    builder: new IndexSnapshotBuilder([], () => Promise.resolve(new Map())),
    observer,
    uniqueName,
  });
}

/** Makes the import over a store of films. */
export function makeImportFilms(store: FilmStore, ports: Partial<ImportFilmsPorts> = {}): ImportFilms {
  const { imports, pointer, clock } = store;
  const observer = new RecordingObserver();
  return new ImportFilms({
    store: imports,
    pointer,
    clock,
    observer,
    rebuild: makeRebuild(store),
    uniqueName,
    ...ports,
  });
}
