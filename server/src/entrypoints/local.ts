import { runStartCommand } from '../composition/run-start-command.ts';

await runStartCommand(process.argv.slice(2));
