import { BRANCHES, DERIVING } from './release.config.mjs';

/** Derives what a release would be, and publishes nothing. */
export default { branches: BRANCHES, plugins: DERIVING };
