import config from './jest.deployed.config.mjs';

/**
 * Runs the contract suite of the films against several stacks. The JSON object MARQUEE_TEST_STACKS maps the name of each stack
 * to what testing/deployed/start-api.ts needs to know about it.
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
