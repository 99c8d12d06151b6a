import { readArguments } from '../adapters/driving/cli/command-line.ts';
import { ENRICH_USAGE, parseEnrichArgs } from '../adapters/driving/cli/enrich-args.ts';
import { runInterruptibly } from './run-interruptibly.ts';
import { TOKENS } from './tokens.ts';

/** Runs `npm run films:enrich`, and sets the process's exit code. */
export async function runEnrichCommand(args: readonly string[]): Promise<void> {
  const asked = readArguments(ENRICH_USAGE, args, parseEnrichArgs);
  if (!asked) return;
  await runInterruptibly('The changes so far are kept. Run the command again to complete them.', async (signal) => {
    // These modules are loaded late, so that --help is printed at once.
    const { runEnrich } = await import('../adapters/driving/cli/enrich-command.ts');
    const { composeCatalogue } = await import('./compose-catalogue.ts');
    const { container, close } = await composeCatalogue();
    try {
      const deps = {
        source: container.get(TOKENS.importSource),
        films: container.get(TOKENS.enrichFilms),
        clock: container.get(TOKENS.clock),
        terminal: process.stderr,
      };
      const { matched } = await runEnrich(asked, deps, signal);
      if (matched === 0) {
        process.stderr.write('No film of the catalogue was found in these files. Nothing was changed.\n');
        process.exitCode = 1;
      }
    } finally {
      await close();
    }
  });
}
