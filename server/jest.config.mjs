export default {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': './testing/strip-types.mjs' },
  moduleNameMapper: { '^\\.\\./timeouts\\.ts$': '<rootDir>/testing/patient-timeouts.ts' },
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  // The one bound of time for every test: it only ends a test that hangs, on a process that gets a fifth of a core too.
  testTimeout: 600_000,
  injectGlobals: false,
};
