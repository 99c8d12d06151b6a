import { parseArgs } from 'node:util';
import { readArguments } from '../adapters/driving/cli/command-line.ts';
import { DERIVE_USAGE, runDerive } from '../adapters/driving/cli/derive-command.ts';
import { readLocalConfig } from './local-config.ts';
import { runInterruptibly } from './run-interruptibly.ts';
import { TOKENS } from './tokens.ts';

/** Runs `npm run films:derive`, and sets the process's exit code. */
export async function runDeriveCommand(args: readonly string[]): Promise<void> {
  if (!readArguments(DERIVE_USAGE, args, (given) => parseArgs({ args: given }))) return;
  await runInterruptibly('The changes so far are kept. Run the command again to complete them.', async (signal) => {
    // This module is loaded late, so that --help is printed at once.
    const { composeLocal } = await import('./local.ts');
    const { container, close } = await composeLocal(readLocalConfig());
    try {
      const derive = container.get(TOKENS.deriveFilms);
      await runDerive({ derive, clock: container.get(TOKENS.clock), terminal: process.stderr }, signal);
    } finally {
      await close();
    }
  });
}
