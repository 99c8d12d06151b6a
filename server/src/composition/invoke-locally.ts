import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2, SQSEvent } from 'aws-lambda';
import { callBundle } from '../adapters/local/aws/call-bundle.ts';
import { startLocalAwsServices } from '../adapters/local/aws/local-aws-services.ts';
import { createPurgeHandler } from '../adapters/driving/sqs-purge/purge-handler.ts';
import { readLocalConfig, type LocalConfig } from './local-config.ts';
import { lambdaEnvironment } from './lambda-environment.ts';
import { composePurge } from './factories/purge.ts';
import { openIssuer, type LocalIssuer } from './issuer.ts';
import { composeLocal, type ProcessComposition } from './local.ts';
import { importSampleOnce } from './sample.ts';
import { TOKENS } from './tokens.ts';

const BUNDLE = join(import.meta.dirname, '../../dist/api-lambda/index.mjs');

/**
 * Calls the Lambda bundle, the same one that is deployed to AWS, with one event. The bundle uses the DynamoDB of this
 * machine.
 */
export async function invokeLocally(event: APIGatewayProxyEventV2): Promise<APIGatewayProxyStructuredResultV2> {
  if (!existsSync(BUNDLE)) throw new Error('The Lambda bundle is missing. Run: npm run build');
  const config = readLocalConfig();
  const composition = await composeLocal(config);
  let services: Awaited<ReturnType<typeof startLocalAwsServices>> | undefined;
  let issuer: LocalIssuer | undefined;
  try {
    const { endpoint: dynamodb } = composition;
    if (dynamodb === undefined) throw new Error('npm run invoke:local needs a DynamoDB on this machine.');
    issuer = await openIssuer(config);
    await importSampleOnce(composition.container);
    services = await startLocalAwsServices({
      secret: config.providerKey,
      onMessage: (body) => purge(composition, config, body),
    });
    const endpoints = { dynamodb, services: services.endpoint };
    const result = await callBundle(BUNDLE, event, lambdaEnvironment(endpoints, config, issuer.oidc));
    return result as APIGatewayProxyStructuredResultV2;
  } finally {
    services?.close();
    await issuer?.close();
    await composition.close();
  }
}

/** Does immediately what the purge Lambda would do with the message. */
async function purge({ container }: ProcessComposition, { cacheTable }: LocalConfig, body: string): Promise<void> {
  const [clock, observer] = [container.get(TOKENS.clock), container.get(TOKENS.observer)];
  const documents = container.get(TOKENS.backgroundDocuments);
  const provider = container.get(TOKENS.movieProvider).name;
  const runPurge = composePurge(
    documents,
    cacheTable,
    provider,
    container.get(TOKENS.cacheInvalidation),
    clock,
    observer,
  );
  const event = { Records: [{ messageId: 'invoke-local', body }] } as SQSEvent;
  await createPurgeHandler(runPurge, clock, observer)(event, { getRemainingTimeInMillis: () => 60_000 });
}
