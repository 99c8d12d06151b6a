import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Saves a third of the time of a call: 400 modules are compiled once, and not at each call.
enableCompileCache(join(import.meta.dirname, '../../../.cache/node'));
const { runInvokeCommand } = await import('../composition/run-invoke-command.ts');
await runInvokeCommand(process.argv.slice(2));
