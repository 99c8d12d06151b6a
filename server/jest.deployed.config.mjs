import config from './jest.config.mjs';

/** The contract suites of the API once more, asked of what the infrastructure's synthesised stack runs. */
export default {
  ...config,
  testMatch: ['**/test/api/{films,bad-input,openapi}.test.ts'],
  moduleNameMapper: { ...config.moduleNameMapper, '/api/start-api\\.ts$': '<rootDir>/testing/deployed/start-api.ts' },
};
