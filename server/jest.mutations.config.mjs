import config from './jest.deployed.config.mjs';

/**
 * Runs the contract suite of the films against several stacks. The environment variable MARQUEE_TEST_STACKS is a JSON
 * object. It maps the name of each stack to the settings that testing/deployed/start-api.ts reads (`StackUnderTest`).
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
