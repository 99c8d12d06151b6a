// The process that call-bundle.ts starts. It receives one event, calls the handler with it, sends the result back, and
// ends.
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

export type BundleAnswer = { readonly result: unknown } | { readonly error: string };

/**
 * How long background work, such as writing counted hits, may go on after the answer. In AWS such work continues at the
 * next call, but here there is no next call.
 */
const BACKGROUND_MS = 100;

async function answer(file: string, event: unknown): Promise<BundleAnswer> {
  try {
    const { handler } = (await import(pathToFileURL(file).href)) as {
      handler: (event: unknown, context: object) => Promise<unknown>;
    };
    const result = await handler(event, { awsRequestId: 'invoke-local' });
    await delay(BACKGROUND_MS);
    return { result };
  } catch (error) {
    return { error: error instanceof Error ? error.message : String(error) };
  }
}

process.once('disconnect', () => process.exit());
const [event] = (await once(process, 'message')) as [unknown];
process.send?.(await answer(String(process.argv[2]), event), () => process.exit());
