import { runInvokeLocal } from '../composition/run-invoke-local.ts';

await runInvokeLocal(process.argv.slice(2));
