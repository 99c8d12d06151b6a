/** Prints one line of JSON with the test results of each project. */
export default class OutcomeReporter {
  onTestResult({ context }, { numPassingTests: passed, numFailingTests: failed, failureMessage: message }) {
    process.stdout.write(`${JSON.stringify({ stack: context.config.displayName.name, passed, failed, message })}\n`);
  }
}
