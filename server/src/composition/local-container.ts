import type { Container } from 'inversify';
import { adaptersModule } from './adapters-module.ts';
import { createContainer, type Given } from './container.ts';
import { coreModule } from './core-module.ts';
import { localModule } from './local-module.ts';
import { moviesModule } from './movies-module.ts';
import { processModule } from './process-module.ts';
import { rebuildModule } from './rebuild-module.ts';
import { searchModule } from './search-module.ts';

/**
 * Creates the container with everything that serves requests on a single machine. Tests use it too. The import is not
 * included, because its S3 client takes longer to load than everything that is included.
 */
export function createLocalContainer(given: Given): Container {
  const modules = [coreModule, searchModule, adaptersModule, moviesModule, processModule, rebuildModule, localModule];
  return createContainer(modules, given);
}
