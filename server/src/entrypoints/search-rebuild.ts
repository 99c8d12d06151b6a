import { runSearchRebuild } from '../composition/run-search-rebuild.ts';

await runSearchRebuild(process.argv.slice(2));
