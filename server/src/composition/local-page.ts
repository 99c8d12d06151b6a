import type { Container } from 'inversify';
import { readIndex, type PageFiles } from '../adapters/driving/express/page-files.ts';
import type { ApiHandler } from '../adapters/driving/http/handler.ts';
import { composePageHandler } from './factories/page.ts';
import { TOKENS } from './tokens.ts';

/**
 * Composes the handler of the page's routes over the page's files on this machine.
 *
 * @returns `undefined` if the page has not been built
 */
export function composeLocalPage(container: Container, files: PageFiles): ApiHandler | undefined {
  if (files.size === 0) return undefined;
  return composePageHandler({
    films: container.get(TOKENS.filmRepository),
    search: container.get(TOKENS.search),
    clock: container.get(TOKENS.clock),
    observer: container.get(TOKENS.observer),
    readIndex: () => readIndex(files),
  });
}
