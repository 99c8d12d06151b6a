import { runWorkerCommand } from '../composition/run-worker-command.ts';

await runWorkerCommand(process.argv.slice(2));
