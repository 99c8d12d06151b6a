import { runExportCommand } from '../composition/run-export-command.ts';

await runExportCommand(process.argv.slice(2));
