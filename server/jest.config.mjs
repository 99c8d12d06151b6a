export default {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': './testing/strip-types.mjs' },
  moduleNameMapper: { '^\\.\\./timeouts\\.ts$': '<rootDir>/testing/patient-timeouts.ts' },
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  // The only time limit of the tests. It ends tests that hang. It is long enough for a test process that gets a fifth
  // of a core.
  testTimeout: 600_000,
  injectGlobals: false,
};
