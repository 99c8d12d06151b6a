/**
 * This configuration is for the tests that use the built page and the real server in a real browser. The test files
 * share one browser and one server, so they run one after the other.
 */
export default {
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/test/browser'],
  testEnvironment: './test/browser/shared-browser.mjs',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '../server/testing/strip-types.mjs' },
  globalSetup: './test/browser/global-setup.mjs',
  globalTeardown: './test/browser/global-teardown.mjs',
  maxWorkers: 1,
  testTimeout: 300_000,
  injectGlobals: false,
};
