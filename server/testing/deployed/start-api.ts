import { checkTelemetryLines, OF_EVENT } from '../telemetry-lines.ts';
import { startDeployed } from './start-deployed.ts';

/**
 * A stack that jest.mutations.config.mjs configures: the folder in which the stack is synthesised, a text in the stack,
 * and the text that replaces it.
 */
export type StackUnderTest = { readonly synthesis?: string; readonly mutation?: readonly [from: string, to: string] };

/**
 * Replaces ../api/start-api.ts (see jest.deployed.config.mjs), so that the API's contract suite runs against the
 * synthesised stack.
 */
export async function startApi() {
  const { synthesis, mutation } = (globalThis as { marqueeStack?: StackUnderTest }).marqueeStack ?? {};
  const deployed = await startDeployed({
    synthesis,
    ...(mutation && { mutate: (json: string) => json.replaceAll(...mutation) }),
  });
  const log = () => deployed.functions['api']?.process.log ?? '';
  return {
    ...deployed,
    observer: {
      /** The events in the function's log, one on each line. */
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
      for (const [name, { process }] of Object.entries(deployed.functions)) {
        const lines = process.log.split('\n').filter((line) => line !== '');
        if (name === 'api') checkTelemetryLines(lines);
        else checkTelemetryLines(lines, [], OF_EVENT);
      }
      if (denied.length > 0) throw new Error(`The role of the function does not allow ${JSON.stringify(denied[0])}`);
    },
  };
}
