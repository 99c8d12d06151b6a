import { ContainerModule } from 'inversify';
import { IndexSnapshotBuilder } from '../adapters/driven/search-index/store/index-snapshot-builder.ts';
import { composeRebuild } from './factories/rebuild.ts';
import { readSynonymTables, SYNONYMS } from './synonym-tables.ts';
import { TOKENS } from './tokens.ts';

/** Binds the building of snapshots, or of the index of a search engine, for the runtimes that build them. */
export const rebuildModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.snapshotBuilder).toResolvedValue(
    (declared) => new IndexSnapshotBuilder(declared, () => readSynonymTables([SYNONYMS])),
    [TOKENS.declaredAttributes],
  );
  bind(TOKENS.rebuildSnapshot).toResolvedValue(
    (films, pointer, snapshots, clock, observer, builder, engine) =>
      engine
        ? engine.rebuild({ films, pointer, clock, observer })
        : composeRebuild({ films, pointer, snapshots, clock, observer, builder }),
    [
      TOKENS.backgroundFilms,
      TOKENS.cataloguePointer,
      TOKENS.snapshotStore,
      TOKENS.clock,
      TOKENS.observer,
      TOKENS.snapshotBuilder,
      TOKENS.searchEngine,
    ],
  );
});
