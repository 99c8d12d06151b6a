import config from './jest.deployed.config.mjs';

/**
 * The contract of the films, asked of several stacks in one run. MARQUEE_TEST_STACKS has them as JSON: a name, and what
 * testing/deployed/start-api.ts needs to know of the stack.
 */
export default {
  projects: Object.entries(JSON.parse(process.env.MARQUEE_TEST_STACKS)).map(([displayName, marqueeStack]) => ({
    ...config,
    displayName,
    testMatch: ['**/test/api/films.test.ts'],
    globals: { marqueeStack },
  })),
  reporters: ['<rootDir>/testing/deployed/outcome-reporter.mjs'],
};
