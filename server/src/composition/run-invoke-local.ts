import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Context } from 'aws-lambda';
import { INVOKE_USAGE, printResult, readInvokeEvent } from '../adapters/in/cli/invoke-command.ts';
import type { ApiHandler } from '../adapters/in/http/handler.ts';
import { pretendToBeInLambda, readLocalConfig } from './config.ts';
import { composeLocal } from './local.ts';
import { importSampleOnce } from './sample.ts';

const BUNDLE = join(import.meta.dirname, '../../dist/api-lambda/index.mjs');

/** `npm run invoke:local`: the very bundle that goes to AWS, over the DynamoDB of this machine. */
export async function runInvokeLocal(args: readonly string[]): Promise<void> {
  const event = await readInvokeEvent(args).catch((error: unknown) => {
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
    return undefined;
  });
  if (!event) {
    process.stderr.write(`${INVOKE_USAGE}\n`);
    process.exitCode = 2;
    return;
  }
  if (!existsSync(BUNDLE)) throw new Error('The Lambda bundle is missing. Run: npm run build');
  const config = readLocalConfig();
  const composition = await composeLocal(config);
  try {
    await importSampleOnce(composition.container);
    pretendToBeInLambda(composition.endpoint, config);
    const { handler } = (await import(pathToFileURL(BUNDLE).href)) as { handler: ApiHandler };
    printResult(await handler(event, { awsRequestId: 'invoke-local' } as Context), process.stdout);
  } finally {
    await composition.close();
  }
}
