import { relative, sep } from 'node:path';

/** The programs that `npm run check:types` and the tests of infrastructure check, and the files of each. */
const PROGRAMS = [
  { folder: 'client/src', has: /^client\/src\// },
  { folder: 'client', has: /^(?:client|bench\/page)\// },
  { folder: 'infrastructure', has: /^infrastructure\// },
  { folder: '.', has: /^(?!client\/|bench\/page\/|infrastructure\/)/ },
];

/** @param {readonly string[]} files absolute paths */
function checkTypes(files) {
  const paths = files.map((file) => relative(import.meta.dirname, file).replaceAll(sep, '/'));
  return PROGRAMS.filter(({ has }) => paths.some((path) => has.test(path))).map(({ folder }) => {
    const name = folder === '.' ? 'staged' : `staged-${folder.replace('/', '-')}`;
    return `tsc -p ${folder} --incremental --tsBuildInfoFile .cache/${name}.tsbuildinfo`;
  });
}

/** What the hook checks before a commit. It changes no file. */
export default {
  '*.{ts,tsx,mjs,cjs}': ['eslint --config eslint.staged.config.mjs --no-warn-ignored', 'prettier --check'],
  '!(*.{ts,tsx,mjs,cjs})': 'prettier --check --ignore-unknown',
  // Each program with a staged file as a whole, because a change of a type breaks files that are not staged. After the first
  // time tsc reads only what has changed.
  '*.{ts,tsx}': checkTypes,
};
