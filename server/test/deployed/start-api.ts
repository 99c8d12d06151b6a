import { startDeployed } from './start-deployed.ts';

/**
 * Stands in for ../api/start-api.ts (see jest.deployed.config.mjs), so that the API's contract is asked of the synthesised
 * stack. `MARQUEE_TEST_MUTATION` (text to find, a tab, text to put there) breaks the stack first.
 */
export async function startApi() {
  const [from, to] = process.env['MARQUEE_TEST_MUTATION']?.split('\t') ?? [];
  const deployed = await startDeployed(
    from === undefined || to === undefined ? {} : { mutate: (json) => json.replaceAll(from, to) },
  );
  const log = () => deployed.functions['api']?.process.log ?? '';
  return {
    ...deployed,
    observer: {
      /** From the function's log, each line of which is an event. */
      get events() {
        const lines = log()
          .split('\n')
          .filter((line) => line !== '');
        return lines.map((line) => JSON.parse(line) as { type: string });
      },
    },
    close: async () => {
      const { denied } = deployed.functions['api']?.aws ?? { denied: [] };
      await deployed.close();
      if (denied.length > 0) throw new Error(`The role of the function does not allow ${JSON.stringify(denied[0])}`);
    },
  };
}
