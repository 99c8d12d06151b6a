export default {
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/src', '<rootDir>/test/lib'],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '../server/testing/strip-types.mjs' },
  injectGlobals: false,
};
