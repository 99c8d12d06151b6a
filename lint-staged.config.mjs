/** What the hook checks before a commit. It changes no file. */
export default {
  '*.{ts,tsx,mjs,cjs}': ['eslint --config eslint.staged.config.mjs --no-warn-ignored', 'prettier --check'],
  '!(*.{ts,tsx,mjs,cjs})': 'prettier --check --ignore-unknown',
  // The whole program, because a change of a type breaks files that are not staged. After the first time tsc reads only what
  // has changed.
  '*.{ts,tsx}': () => 'tsc --incremental --tsBuildInfoFile .cache/staged.tsbuildinfo',
};
