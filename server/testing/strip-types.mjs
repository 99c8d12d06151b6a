import { stripTypeScriptTypes } from 'node:module';

/** Types become spaces, as when Node itself runs a TypeScript file, so that lines and columns stay what they are. */
const transformer = {
  process: (source) => ({ code: stripTypeScriptTypes(source, { mode: 'strip' }) }),
};

export default transformer;
