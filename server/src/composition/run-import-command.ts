import { IMPORT_USAGE, parseImportArgs, runImport } from '../adapters/in/cli/import-command.ts';
import { isMarqueeError } from '../domain/errors.ts';
import { readLocalConfig } from './config.ts';
import { composeLocal } from './local.ts';
import { TOKENS } from './tokens.ts';

/** What a shell reports for a program stopped by Ctrl-C. */
const EXIT_INTERRUPTED = 130;

/** `npm run films:import`; sets the process's exit code. */
export async function runImportCommand(args: readonly string[]): Promise<void> {
  const asked = parseImportArgs(args);
  if (!asked) {
    process.stderr.write(`${IMPORT_USAGE}\n`);
    process.exitCode = 2;
    return;
  }
  const interrupt = new AbortController();
  process.once('SIGINT', () => {
    interrupt.abort();
  });
  try {
    const composition = await composeLocal(readLocalConfig());
    try {
      const deps = {
        source: composition.container.get(TOKENS.importSource),
        films: composition.container.get(TOKENS.importFilms),
        clock: composition.container.get(TOKENS.clock),
        terminal: process.stderr,
      };
      await runImport(asked, deps, interrupt.signal);
    } finally {
      await composition.close();
    }
  } catch (error) {
    if (!interrupt.signal.aborted) {
      process.stderr.write(`${explain(error)}\n`);
      process.exitCode = 1;
    }
  }
  if (interrupt.signal.aborted) {
    process.stderr.write('Interrupted. What was imported stays; run it again to complete the import.\n');
    process.exitCode = EXIT_INTERRUPTED;
  }
}

function explain(error: unknown): string {
  if (!isMarqueeError(error)) return error instanceof Error ? error.message : String(error);
  const cause = error.cause instanceof Error ? ` (${error.cause.message || error.cause.name})` : '';
  return error.message + cause;
}
