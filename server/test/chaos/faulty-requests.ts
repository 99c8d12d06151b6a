import { Readable } from 'node:stream';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';

/**
 * What happens to one request to DynamoDB:
 *
 * - `none`: it is sent, and its answer arrives
 * - `response-lost`: DynamoDB carries it out, and the connection breaks before the answer arrives
 * - `request-lost`: the connection breaks before DynamoDB receives it
 * - `duplicated`: DynamoDB receives it twice; the answer to the second copy arrives
 * - `server-error`: DynamoDB carries it out and answers 500
 * - `late`: the connection breaks, and DynamoDB receives it when `until` resolves; `done` is called when it has been carried out
 */
export type Fault =
  | { readonly kind: 'none' | 'response-lost' | 'request-lost' | 'duplicated' | 'server-error' }
  | { readonly kind: 'late'; readonly until: Promise<unknown>; readonly done?: () => void };

/** A request as a test sees it. `operation` is DynamoDB's name, such as `UpdateItem`; a repetition by the SDK is a request too. */
export type SeenRequest = { readonly operation: string };

type Handle = (request: { headers: Record<string, string>; body?: unknown }, options?: object) => Promise<Answer>;
type Answer = { response: { statusCode: number; headers: Record<string, string>; body?: AsyncIterable<unknown> } };

/**
 * Lets faults happen between the SDK and DynamoDB, where networks fail: the SDK repeats requests as it would anywhere.
 *
 * @param choose asked before each request is sent; what it awaits happens before that
 */
export function injectFaults(
  { config }: DynamoDBClient,
  choose: (request: SeenRequest) => Fault | Promise<Fault>,
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
        // The request may be signed and sent again meanwhile, so this copy keeps its own headers.
        void sendLate(send, { ...request, headers: { ...request.headers } }, fault);
        throw brokenConnection();
      case 'duplicated':
        await drain(await send(request, options));
        return send(request, options);
      case 'response-lost':
        await drain(await send(request, options));
        throw brokenConnection();
      case 'server-error':
        return failing(await send(request, options));
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

async function failing(answer: Answer): Promise<Answer> {
  await drain(answer);
  const error = { __type: 'com.amazonaws.dynamodb.v20120810#InternalServerError', message: 'Internal server error' };
  const body = Buffer.from(JSON.stringify(error));
  answer.response.statusCode = 500;
  answer.response.headers = { 'content-type': 'application/x-amz-json-1.0', 'content-length': String(body.length) };
  answer.response.body = Readable.from([body]);
  return answer;
}

/** As Node's HTTP client reports it. */
function brokenConnection(): Error {
  return Object.assign(new Error('socket hang up'), { name: 'TimeoutError', code: 'ECONNRESET' });
}
