import { stripTypeScriptTypes } from 'node:module';

/**
 * Replaces types with spaces, as Node itself does when it runs a TypeScript file, so that lines and columns stay the
 * same.
 */
const transformer = {
  process: (source) => ({ code: stripTypeScriptTypes(source, { mode: 'strip' }) }),
};

export default transformer;
