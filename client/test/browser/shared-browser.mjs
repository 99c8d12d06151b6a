import { TestEnvironment } from 'jest-environment-node';

/**
 * Jest's environment for Node, in which the tests also see the browser that `global-setup.mjs` has started. Playwright is
 * therefore loaded once instead of once for each test file, and its messages do not pass through another connection.
 */
export default class SharedBrowser extends TestEnvironment {
  constructor(config, context) {
    super(config, context);
    this.global.sharedBrowser = globalThis.sharedBrowser;
  }
}
