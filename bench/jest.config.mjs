export default {
  rootDir: import.meta.dirname,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '../server/testing/strip-types.mjs' },
  testTimeout: 600_000,
  injectGlobals: false,
};
