import { runImportCommand } from '../composition/run-import-command.ts';

await runImportCommand(process.argv.slice(2));
