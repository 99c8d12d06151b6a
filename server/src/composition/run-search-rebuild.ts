import { parseArgs } from 'node:util';
import { readArguments, reportFailure } from '../adapters/driving/cli/command-line.ts';
import { SEARCH_REBUILD_USAGE } from '../adapters/driving/cli/search-rebuild-command.ts';
import { readLocalConfig } from './local-config.ts';
import { TOKENS } from './tokens.ts';

/** Runs `npm run search:rebuild`, and sets the process's exit code. */
export async function runSearchRebuild(args: readonly string[]): Promise<void> {
  if (readArguments(SEARCH_REBUILD_USAGE, args, (given) => parseArgs({ args: given }))) {
    await rebuild().catch(reportFailure);
  }
}

/** Builds and publishes a search snapshot, even if no rebuild is due. */
async function rebuild(): Promise<void> {
  // This module is loaded late, so that --help is printed at once.
  const { composeLocal } = await import('./local.ts');
  const { container, close } = await composeLocal(readLocalConfig());
  try {
    const startedMs = container.get(TOKENS.clock).monotonicMs();
    const result = await container.get(TOKENS.rebuildSnapshot).execute();
    if (result.outcome === 'not-due') {
      throw new Error('Nothing was built: only the functions in AWS build snapshots of a table in AWS.');
    }
    const seconds = ((container.get(TOKENS.clock).monotonicMs() - startedMs) / 1000).toFixed(1);
    process.stdout.write(
      result.outcome === 'published'
        ? `${result.films.toLocaleString('en')} films in ${result.name}${sizeOf(result.bytes)} after ${seconds} s\n`
        : 'Another process published a snapshot in the meantime. That snapshot is used, and this one is discarded.\n',
    );
  } finally {
    await close();
  }
}

/** The index of a search engine has no size. */
function sizeOf(bytes: number | undefined): string {
  return bytes === undefined ? '' : ` (${(bytes / 1e6).toFixed(1)} MB)`;
}
