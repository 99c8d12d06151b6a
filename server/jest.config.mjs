export default {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': './test/strip-types.mjs' },
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  // Contract suites against real stores share two cores.
  testTimeout: 120_000,
  injectGlobals: false,
};
