import { randomBytes } from 'node:crypto';
import { ContainerModule } from 'inversify';
import { IndexSnapshotBuilder } from '../adapters/driven/search-index/index-snapshot-builder.ts';
import { RebuildSnapshot } from '../application/search/rebuild-snapshot.ts';
import { TOKENS } from './tokens.ts';

/** Building snapshots, for the runtimes that do. */
export const rebuildModule = new ContainerModule(({ bind }) => {
  bind(TOKENS.rebuildSnapshot).toResolvedValue(
    (films, pointer, snapshots, clock, observer) =>
      new RebuildSnapshot({
        films,
        pointer,
        snapshots,
        clock,
        observer,
        builder: new IndexSnapshotBuilder(),
        uniqueName: () => randomBytes(8).toString('hex'),
      }),
    [TOKENS.backgroundFilms, TOKENS.cataloguePointer, TOKENS.snapshotStore, TOKENS.clock, TOKENS.observer],
  );
});
