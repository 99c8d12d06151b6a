import { runDeriveCommand } from '../composition/run-derive-command.ts';

await runDeriveCommand(process.argv.slice(2));
