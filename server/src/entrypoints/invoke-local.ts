import { enableCompileCache } from 'node:module';
import { join } from 'node:path';

// Caches the compiled code of 400 modules, so that they are not compiled at each call. This saves a third of a call's
// time.
enableCompileCache(join(import.meta.dirname, '../../../.cache/node'));
const { runInvokeCommand } = await import('../composition/run-invoke-command.ts');
await runInvokeCommand(process.argv.slice(2));
