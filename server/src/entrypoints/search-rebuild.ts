import { runSearchRebuild } from '../composition/run-search-rebuild.ts';

await runSearchRebuild();
