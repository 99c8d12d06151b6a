import { runEnrichCommand } from '../composition/run-enrich-command.ts';

await runEnrichCommand(process.argv.slice(2));
