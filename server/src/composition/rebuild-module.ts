import { ContainerModule } from 'inversify';
import { composeRebuild } from './factories/rebuild.ts';
import { SYNONYMS } from './synonym-tables.ts';
import { TOKENS } from './tokens.ts';

/** Binds the building of snapshots, or of the index of a search engine, for the runtimes that build them. */
export const rebuildModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.synonymTables).toConstantValue([SYNONYMS]);
  bind(TOKENS.rebuildSnapshot).toResolvedValue(
    (films, pointer, snapshots, clock, observer, declared, synonymTables, engine) =>
      engine
        ? engine.rebuild({ films, pointer, clock, observer })
        : composeRebuild({ films, pointer, snapshots, clock, observer }, declared, synonymTables),
    [
      TOKENS.backgroundFilms,
      TOKENS.cataloguePointer,
      TOKENS.snapshotStore,
      TOKENS.clock,
      TOKENS.observer,
      TOKENS.declaredAttributes,
      TOKENS.synonymTables,
      TOKENS.searchEngine,
    ],
  );
});
