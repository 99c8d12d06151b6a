import { once } from 'node:events';
import type { IncomingMessage, RequestOptions } from 'node:http';
import http from 'node:http';
import https from 'node:https';
import aws4 from 'aws4';
import { errorCode, MarqueeError, storeUnavailable } from '../../../domain/errors.ts';
import { traced, type TracedCall } from '../telemetry/request-context.ts';

/** Credentials and region of the caller. Lambda sets both in the environment of each function. */
export type AwsAccess = {
  readonly region: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string | undefined;
};

export type SignedRequest = {
  readonly service: 'dynamodb' | 'monitoring' | 's3';
  readonly method: 'GET' | 'POST';
  readonly url: URL;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** Time limit for the whole exchange, up to the last byte of the answer. */
  readonly timeoutMs: number;
};

/**
 * Sends one request to AWS, signed with Signature Version 4, and reads the answer. This function replaces the SDK's
 * clients: they add about 200 ms to a cold start, and a starting instance does not need their other features. It makes
 * one attempt, and a second one if a kept-alive connection turns out to be dead.
 *
 * @throws MarqueeError `upstream-unavailable` when no answer with status 200 arrives in time. The error has at most the
 * status and not AWS's reason. Callers then retry through the SDK, which reports the reason.
 */
export async function sendSigned(access: AwsAccess, request: SignedRequest): Promise<Buffer> {
  try {
    return await traced(callOf(request), () => send(access, request));
  } catch (error) {
    throw request.service === 'monitoring' ? metricsUnavailable(error) : storeUnavailable(error);
  }
}

function metricsUnavailable(cause: unknown): MarqueeError {
  return new MarqueeError('upstream-unavailable', 'metrics-unavailable', 'CloudWatch does not answer.', { cause });
}

function callOf({ service, headers }: SignedRequest): TracedCall {
  return service === 's3'
    ? { service: 'S3', operation: 'GetObject' }
    : {
        service: service === 'dynamodb' ? 'DynamoDB' : 'CloudWatch',
        operation: headers?.['x-amz-target']?.split('.')[1] ?? 'unknown',
      };
}

async function send(access: AwsAccess, request: SignedRequest): Promise<Buffer> {
  const { url, service, method, headers = {}, body } = request;
  const { region, ...credentials } = access;
  const address = { host: url.host, path: url.pathname };
  const { sessionToken, ...keys } = credentials;
  const signed = aws4.sign(
    { ...address, service, region, method, headers: { ...headers }, ...(body !== undefined && { body }) },
    sessionToken === undefined ? keys : { ...keys, sessionToken },
  );
  const answer = await exchange({
    protocol: url.protocol,
    method,
    path: address.path,
    hostname: url.hostname,
    port: url.port,
    headers: signed.headers,
    signal: AbortSignal.timeout(request.timeoutMs),
    body,
  });
  const content = await contentOf(answer);
  if (answer.statusCode !== 200) {
    throw Object.assign(new Error(`${service} answers ${String(answer.statusCode)}.`), { status: answer.statusCode });
  }
  return content;
}

/**
 * AWS closes connections that are idle. A function that was frozen does not notice, and its next request on such a
 * connection fails. The request is then sent once more, on a new connection. That is safe, because every signed request
 * is a read.
 */
async function exchange({ body, ...options }: RequestOptions & { body: string | undefined }): Promise<IncomingMessage> {
  const { promise: answered, resolve, reject } = Promise.withResolvers<IncomingMessage>();
  const { request: open } = options.protocol === 'https:' ? https : http;
  let isAnswered = false;
  const sent = open(options, (answer) => {
    isAnswered = true;
    resolve(answer);
  });
  sent.on('error', (error) => {
    // A connection can also break while the answer is read. contentOf reports that.
    const isDead = !isAnswered && sent.reusedSocket && ['ECONNRESET', 'EPIPE'].includes(errorCode(error) ?? '');
    // `agent: false` never uses a kept-alive connection.
    if (isDead) resolve(exchange({ body, ...options, agent: false }));
    else reject(error);
  });
  sent.end(body);
  return answered;
}

/**
 * Reads the body. If there is a Content-Length, the chunks are written into one buffer of that length. Two simpler ways
 * are slower: joining the chunks of a snapshot at the end would copy its 8 MB twice, and reading the chunks in a loop
 * would take 50 % longer.
 */
async function contentOf(answer: IncomingMessage): Promise<Buffer> {
  const announced = Number(answer.headers['content-length'] ?? NaN);
  const content = Buffer.allocUnsafeSlow(Number.isSafeInteger(announced) ? announced : 0);
  const rest: Buffer[] = [];
  let length = 0;
  answer.on('data', (part: Buffer) => {
    if (length + part.length <= content.length) length += part.copy(content, length);
    else rest.push(part);
  });
  await once(answer, 'end');
  return rest.length > 0 ? Buffer.concat([content.subarray(0, length), ...rest]) : content.subarray(0, length);
}
