import config from './jest.config.mjs';

/** Runs the contract suites of the API again, this time against the functions of the synthesised stack. */
export default {
  ...config,
  testMatch: ['**/test/api/{films,people,bad-input,openapi,previews}.test.ts'],
  moduleNameMapper: { ...config.moduleNameMapper, '/api/start-api\\.ts$': '<rootDir>/testing/deployed/start-api.ts' },
};
