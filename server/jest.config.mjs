export default {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': './test/strip-types.mjs' },
  testPathIgnorePatterns: ['/node_modules/', '/dist/'],
  // As many as there are cores: the longest suites mostly wait for processes that they have started.
  maxWorkers: '100%',
  // Contract suites against real stores share two cores.
  testTimeout: 120_000,
  injectGlobals: false,
};
