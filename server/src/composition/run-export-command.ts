import { readArguments } from '../adapters/driving/cli/command-line.ts';
import { EXPORT_USAGE, parseExportArgs, runExport } from '../adapters/driving/cli/export-command.ts';
import { fileOfCaller, readAwsCatalogue } from './config.ts';
import { readLocalConfig, type LocalConfig } from './local-config.ts';
import { runInterruptibly } from './run-interruptibly.ts';
import { TOKENS } from './tokens.ts';

/** Runs `npm run films:export`, and sets the process's exit code. */
export async function runExportCommand(args: readonly string[]): Promise<void> {
  const asked = readArguments(EXPORT_USAGE, args, parseExportArgs);
  if (!asked) return;
  await runInterruptibly('The file was not written. Run the command again.', async (signal) => {
    // These modules are loaded late, so that --help is printed at once.
    const { FileExportTarget } = await import('../adapters/driven/system/file-export-target.ts');
    const { composeCatalogue } = await import('./compose-catalogue.ts');
    if (!readAwsCatalogue()) await refuseUnusedFolder(readLocalConfig());
    const { container, close } = await composeCatalogue();
    try {
      const deps = {
        films: container.get(TOKENS.exportFilms),
        target: new FileExportTarget(),
        clock: container.get(TOKENS.clock),
        terminal: process.stderr,
      };
      const out = asked.out === '-' ? '-' : fileOfCaller(asked.out);
      await runExport({ ...asked, out }, deps, signal);
    } finally {
      await close();
    }
  });
}

/** Opening the store would create the folder, and the export would have no films. */
async function refuseUnusedFolder({ dataDir, dynamodbEndpoint }: LocalConfig): Promise<void> {
  const { hasEmbeddedStore } = await import('../adapters/local/dynamodb/embedded-store.ts');
  if (dynamodbEndpoint !== undefined || hasEmbeddedStore(dataDir)) return;
  throw new Error(
    `There are no films in ${dataDir}, because no server or import has used this folder (MARQUEE_DATA_DIR).`,
  );
}
