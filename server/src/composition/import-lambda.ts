import { createImportHandler, type ImportHandler } from '../adapters/driving/s3-import/import-handler.ts';
import { readLambdaConfig } from './config.ts';
import { importModule } from './import-module.ts';
import { createLambdaContainer } from './lambda-container.ts';
import { rebuildModule } from './rebuild-module.ts';
import { openSnapshotStore } from './snapshot-store.ts';
import { TOKENS } from './tokens.ts';

export function composeImportLambda(): ImportHandler {
  const config = readLambdaConfig();
  const snapshotStore = openSnapshotStore(config.snapshots);
  const container = createLambdaContainer(config, [importModule, rebuildModule], { snapshotStore });
  return createImportHandler({
    source: container.get(TOKENS.importSource),
    films: container.get(TOKENS.importFilms),
    rebuild: container.get(TOKENS.rebuildSnapshot),
    observer: container.get(TOKENS.observer),
  });
}
