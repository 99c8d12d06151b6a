/** Prints one line of JSON for each project: what became of its tests. */
export default class OutcomeReporter {
  onTestResult({ context }, { numPassingTests: passed, numFailingTests: failed, failureMessage: message }) {
    process.stdout.write(`${JSON.stringify({ stack: context.config.displayName.name, passed, failed, message })}\n`);
  }
}
