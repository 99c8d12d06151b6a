import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { errorCode } from '../../../domain/errors.ts';
import { traceClient } from '../telemetry/trace-client.ts';
import { clientLimits, REQUEST, type ClientTimeouts } from '../timeouts.ts';

/** A local DynamoDB accepts any credentials. These are set so that the SDK does not search for real ones. */
const LOCAL_CREDENTIALS = { accessKeyId: 'local', secretAccessKey: 'local' };

/** @param endpoint URL of a DynamoDB on this machine; absent: AWS, with region and credentials from the environment */
export function createDynamoClient(endpoint?: string, timeouts = REQUEST): DynamoDBClient {
  const client = new DynamoDBClient({
    ...clientLimits(timeouts),
    ...(endpoint !== undefined && { endpoint, region: 'local', credentials: LOCAL_CREDENTIALS }),
  });
  return limitTrickling(client, timeouts);
}

/** A client that sends each request only once. It has the same connections, timeouts and credentials. */
export function withoutRetries({ config }: DynamoDBClient): DynamoDBClient {
  const { region, credentials, endpoint, requestHandler } = config;
  const client = new DynamoDBClient({
    region,
    credentials,
    requestHandler,
    maxAttempts: 1,
    ...(endpoint && { endpoint }),
  });
  return traceClient(client, 'DynamoDB');
}

/** A client for the same endpoint, with connections of its own. */
export function withTimeouts({ config }: DynamoDBClient, timeouts: ClientTimeouts): DynamoDBClient {
  const { region, credentials, endpoint } = config;
  const client = new DynamoDBClient({ region, credentials, ...clientLimits(timeouts), ...(endpoint && { endpoint }) });
  return limitTrickling(client, timeouts);
}

/**
 * Ends attempts whose answer arrives a few bytes at a time. A socket timeout cannot end them, because such a connection
 * is never idle. Also lets traces show the calls.
 */
function limitTrickling(client: DynamoDBClient, { attemptMs, stallMs }: ClientTimeouts): DynamoDBClient {
  const handler = client.config.requestHandler;
  const send = handler.handle.bind(handler) as Handle;
  const handle: Handle = (request, options) => {
    const limit = AbortSignal.timeout(attemptMs + stallMs);
    const { abortSignal } = options ?? {};
    return send(request, { ...options, abortSignal: abortSignal ? AbortSignal.any([limit, abortSignal]) : limit });
  };
  handler.handle = handle as typeof handler.handle;
  return traceClient(client, 'DynamoDB');
}

export function createDocumentClient(client: DynamoDBClient): DynamoDBDocumentClient {
  return DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
}

/**
 * Keeps a client of a local DynamoDB working after the process that ran the store has ended. When a connection is
 * refused, the client reopens the store and sends the request to the new endpoint. That is safe, because no server has
 * received the request.
 *
 * @param reopen opens the store again and returns the endpoint that serves the same data from now on
 */
export function reopenWhenRefused({ config }: DynamoDBClient, reopen: () => Promise<string>): void {
  const handler = config.requestHandler;
  const send = handler.handle.bind(handler) as Handle;
  let moved: URL | undefined;
  let reopening: Promise<string> | undefined;
  const aim = (request: object): object =>
    moved ? Object.assign(request, { hostname: moved.hostname, port: Number(moved.port) }) : request;
  const handle: Handle = async (request, options) => {
    try {
      return await send(aim(request), options);
    } catch (error) {
      if (errorCode(error) !== 'ECONNREFUSED') throw error;
      reopening ??= reopen().finally(() => {
        reopening = undefined;
      });
      moved = new URL(await reopening);
      return send(aim(request), options);
    }
  };
  handler.handle = handle as typeof handler.handle;
}

/** The type of `handle`. The SDK's own type contains `any`. */
type Handle = (request: object, options?: { readonly abortSignal?: AbortSignal }) => Promise<unknown>;
