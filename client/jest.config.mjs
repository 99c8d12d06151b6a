export default {
  rootDir: import.meta.dirname,
  roots: ['<rootDir>/src', '<rootDir>/test/lib'],
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '\\.ts$': '../server/test/strip-types.mjs' },
  injectGlobals: false,
};
