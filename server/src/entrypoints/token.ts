import { runTokenCommand } from '../composition/run-token-command.ts';

await runTokenCommand(process.argv.slice(2));
