import { Readable } from 'node:stream';
import { setTimeout as delay } from 'node:timers/promises';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/**
 * What happens to one request to DynamoDB, or to another service of AWS:
 *
 * - `none`: the request is sent, and its answer arrives
 * - `response-lost`: DynamoDB carries it out, and the connection breaks before the answer arrives
 * - `request-lost`: the connection breaks before DynamoDB receives it
 * - `duplicated`: DynamoDB receives it twice; only the answer to the second copy arrives
 * - `server-error`: DynamoDB carries it out and answers 500
 * - `throttled`: DynamoDB refuses it with 400 for lack of capacity
 * - `hung`: DynamoDB carries it out, and its answer does not arrive; after {@link HANG_MS} the client's time limit ends the attempt
 * - `late`: the connection breaks, and DynamoDB receives it when `until` resolves; `done` is called when it has been carried out
 */
export type Fault =
  | { readonly kind: 'none' | 'response-lost' | 'request-lost' | 'duplicated' | 'server-error' | 'throttled' | 'hung' }
  | { readonly kind: 'late'; readonly until: Promise<unknown>; readonly done?: () => void };

/** How long a client waits for an answer that does not arrive. A real client waits for seconds. */
const HANG_MS = 2;

/**
 * A request as a test sees it. `operation` is its name in DynamoDB, such as `UpdateItem`. A retry by the SDK is a
 * request of its own.
 */
export type SeenRequest = { readonly operation: string };

/** How a service refuses a request: its status, and the name of the error. */
type ErrorAnswer = { readonly status: number; readonly name: string };

/** How a service of AWS says that it fails (`server-error`) and that it has no capacity (`throttled`). */
export type ErrorAnswers = {
  readonly serverError: ErrorAnswer;
  readonly throttled: ErrorAnswer;
  readonly format: 'json' | 'xml';
};

const DYNAMODB: ErrorAnswers = {
  serverError: { status: 500, name: 'com.amazonaws.dynamodb.v20120810#InternalServerError' },
  throttled: { status: 400, name: 'com.amazonaws.dynamodb.v20120810#ProvisionedThroughputExceededException' },
  format: 'json',
};

type Handle = (request: { headers: Record<string, string>; body?: unknown }, options?: object) => Promise<Answer>;
type Answer = { response: { statusCode: number; headers: Record<string, string>; body?: AsyncIterable<unknown> } };

/**
 * Injects faults between the SDK and DynamoDB, where networks fail. The SDK retries requests as usual.
 *
 * @param choose called before each request is sent; the request waits until `choose` has returned the fault
 */
export function injectFaults(
  { config }: { readonly config: Pick<DynamoDBClient['config'], 'requestHandler'> },
  choose: (request: SeenRequest) => Fault | Promise<Fault>,
  errors = DYNAMODB,
): void {
  const handler = config.requestHandler;
  const send = handler.handle.bind(handler) as unknown as Handle;
  const handle: Handle = async (request, options) => {
    const operation = (request.headers['x-amz-target'] ?? '').replace(/^.*\./, '');
    const fault = await choose({ operation });
    switch (fault.kind) {
      case 'none':
        return send(request, options);
      case 'request-lost':
        throw brokenConnection();
      case 'late':
        // The SDK may sign and send the request again meanwhile, so this copy has its own headers.
        void sendLate(send, { ...request, headers: { ...request.headers } }, fault);
        throw brokenConnection();
      case 'duplicated':
        await drain(await send(request, options));
        return send(request, options);
      case 'response-lost':
        await drain(await send(request, options));
        throw brokenConnection();
      case 'server-error':
        return failing(await send(request, options), errors.serverError, errors.format);
      case 'throttled':
        return failing({ response: { statusCode: 400, headers: {} } }, errors.throttled, errors.format);
      case 'hung':
        await drain(await send(request, options));
        await delay(HANG_MS);
        throw Object.assign(new Error('The connection was silent for too long'), { name: 'TimeoutError' });
    }
  };
  handler.handle = handle;
}

async function sendLate(send: Handle, request: Parameters<Handle>[0], fault: Extract<Fault, { kind: 'late' }>) {
  await fault.until;
  await send(request).then(drain, () => undefined);
  fault.done?.();
}

/** Reads the answer to its end, so that the connection is free again. */
async function drain({ response }: Answer): Promise<void> {
  for await (const _chunk of response.body ?? []) continue;
}

async function failing(answer: Answer, { status, name }: ErrorAnswer, format: ErrorAnswers['format']): Promise<Answer> {
  await drain(answer);
  const [type, text] =
    format === 'json'
      ? ['application/x-amz-json-1.0', JSON.stringify({ __type: name, message: 'Not now' })]
      : ['application/xml', `<Error><Code>${name}</Code><Message>Not now</Message></Error>`];
  const body = Buffer.from(text);
  answer.response.statusCode = status;
  answer.response.headers = { 'content-type': type, 'content-length': String(body.length) };
  answer.response.body = Readable.from([body]);
  return answer;
}

/** The error with which Node's HTTP client reports a broken connection. */
function brokenConnection(): Error {
  return Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' });
}

/** Lets the SDK retry as often as usual, but without the usual pauses, which take up to a few seconds. */
export async function retryWithoutDelay({
  config,
}: {
  readonly config: { readonly retryStrategy: () => Promise<unknown> };
}): Promise<void> {
  const backoff = { setDelayBase: () => undefined, computeNextBackoffDelay: () => 0 };
  Object.assign((await config.retryStrategy()) as object, { retryBackoffStrategy: backoff });
}
