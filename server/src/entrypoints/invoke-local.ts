import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Compiles 400 modules once instead of at each call, which saves a third of a call's time.
enableCompileCache(join(import.meta.dirname, '../../../.cache/node'));
const { runInvokeCommand } = await import('../composition/run-invoke-command.ts');
await runInvokeCommand(process.argv.slice(2));
