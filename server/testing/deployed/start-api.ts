import { startDeployed } from './start-deployed.ts';

/** What jest.mutations.config.mjs says of a stack: where it is synthesised, and a text in it that is to be another. */
export type AskedStack = { readonly synthesis?: string; readonly mutation?: readonly [from: string, to: string] };

/**
 * Stands in for ../api/start-api.ts (see jest.deployed.config.mjs), so that the API's contract is asked of the synthesised
 * stack.
 */
export async function startApi() {
  const { synthesis, mutation } = (globalThis as { marqueeStack?: AskedStack }).marqueeStack ?? {};
  const deployed = await startDeployed({
    synthesis,
    ...(mutation && { mutate: (json: string) => json.replaceAll(...mutation) }),
  });
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
