import { readArguments } from '../adapters/driving/cli/command-line.ts';
import { IMPORT_USAGE, parseImportArgs, runImport } from '../adapters/driving/cli/import-command.ts';
import { keepImportReport, type EndedImport } from '../application/films/keep-import-report.ts';
import { runInterruptibly } from './run-interruptibly.ts';
import { TOKENS } from './tokens.ts';

/** Runs `npm run films:import`, and sets the process's exit code. */
export async function runImportCommand(args: readonly string[]): Promise<void> {
  const asked = readArguments(IMPORT_USAGE, args, parseImportArgs);
  if (!asked) return;
  const whatIsKept = 'The films imported so far are kept; run it again to complete the import.';
  await runInterruptibly(whatIsKept, async (signal) => {
    // This module is loaded late, so that --help is printed at once.
    const { composeCatalogue } = await import('./compose-catalogue.ts');
    const composition = await composeCatalogue();
    try {
      const pointer = composition.container.get(TOKENS.cataloguePointer);
      const observer = composition.container.get(TOKENS.observer);
      const clock = composition.container.get(TOKENS.clock);
      const reports = composition.container.get(TOKENS.importReports);
      const deps = {
        source: composition.container.get(TOKENS.importSource),
        films: composition.container.get(TOKENS.importFilms),
        clock,
        keepReport: (ended: EndedImport) => keepImportReport(reports, { clock, observer }, ended),
        // A table whose generation is 0 has never had an import, so a server imports the sample into it. Raising the
        // generation first keeps the sample out of this table.
        beforeFirstWrite: async () => {
          if ((await pointer.read()).generation === 0) await pointer.advance();
        },
        terminal: process.stderr,
      };
      const { rows, bad } = await runImport(asked, deps, signal);
      if (rows > 0 && bad === rows) {
        process.stderr.write(
          'No row could be imported. The file must be a JSON array of films, or have one film per line.\n',
        );
        process.exitCode = 1;
      }
    } finally {
      await composition.close();
    }
  });
}
