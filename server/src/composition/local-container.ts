import type { Container } from 'inversify';
import { adaptersModule } from './adapters-module.ts';
import { createContainer, type Given } from './container.ts';
import { coreModule } from './core-module.ts';
import { localModule } from './local-module.ts';
import { moviesModule } from './movies-module.ts';
import { rebuildModule } from './rebuild-module.ts';
import { searchModule } from './search-module.ts';

/**
 * Everything that serves requests on one machine. Tests use it too. The import is not included, because its S3 client takes
 * longer to load than everything here.
 */
export function createLocalContainer(given: Given): Container {
  return createContainer([coreModule, searchModule, adaptersModule, moviesModule, rebuildModule, localModule], given);
}
