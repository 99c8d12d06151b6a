import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { callsOf, serviceOf, type AwsRequest, type AwsService } from './aws-call.ts';
import { isAllowed, type AwsCall, type PolicyStatement } from './policy.ts';

/** The URLs of the stand-ins for AWS's services. */
export type AwsEndpoints = Readonly<Record<AwsService, string>>;

export type GuardedEndpoint = {
  readonly url: string;
  /** All calls so far, whether they were allowed or not. */
  readonly calls: AwsCall[];
  readonly denied: AwsCall[];
  readonly close: () => Promise<void>;
};

/** Headers that belong to one connection and not to the message. */
const HOP_BY_HOP = ['connection', 'transfer-encoding', 'content-length', 'keep-alive', 'host', 'expect'];

/**
 * Starts a server that takes the place of AWS for one function. It records every request, and checks it as IAM would,
 * against the policies of the function's role. Allowed requests are forwarded to the stand-in of their service.
 *
 * @param policies the role's own policy and its boundary; each must allow a call
 */
export async function startGuardedEndpoint(
  endpoints: AwsEndpoints,
  policies: readonly (readonly PolicyStatement[])[],
  region: string,
): Promise<GuardedEndpoint> {
  const calls: AwsCall[] = [];
  const denied: AwsCall[] = [];
  const serve = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const request = await read(incoming);
    const asked = callsOf(request, region);
    calls.push(...asked);
    const refused = asked.filter((call) => !isAllowedByAll(call, policies));
    if (refused.length > 0) {
      denied.push(...refused);
      deny(request, response);
      return;
    }
    const answer = await passOn(request, endpoints);
    if (answer.status === 404 && !mayList(asked, policies)) {
      deny(request, response);
      return;
    }
    const kept = [...answer.headers].filter(([name]) => !HOP_BY_HOP.includes(name) && name !== 'content-encoding');
    response.writeHead(answer.status, kept.flat()).end(Buffer.from(await answer.arrayBuffer()));
  };
  const server = createServer((incoming, response) => {
    serve(incoming, response).catch((error: unknown) => {
      response.writeHead(500).end(String(error));
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    calls,
    denied,
    close: async () => {
      server.close();
      server.closeAllConnections();
      await once(server, 'close');
    },
  };
}

/** Whether S3 may reveal that an object is absent. It reveals that only to callers who may list the bucket. */
function mayList([call]: readonly AwsCall[], policies: readonly (readonly PolicyStatement[])[]): boolean {
  if (call?.action !== 's3:GetObject') return true;
  const [, bucket = '', key = ''] = /^([^/]*)\/?(.*)$/s.exec(call.resource) ?? [];
  return isAllowedByAll({ action: 's3:ListBucket', resource: bucket, context: { 's3:prefix': key } }, policies);
}

function isAllowedByAll(call: AwsCall, policies: readonly (readonly PolicyStatement[])[]): boolean {
  return policies.every((statements) => isAllowed(call, statements));
}

function passOn({ method, url, headers, body }: AwsRequest, endpoints: AwsEndpoints): Promise<Response> {
  const endpoint = endpoints[serviceOf({ method, url, headers, body })];
  const kept = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    HOP_BY_HOP.includes(name) || value === undefined ? [] : [[name, String(value)]],
  );
  const hasBody = method !== 'GET' && method !== 'HEAD';
  return fetch(endpoint + url, { method, headers: kept, ...(hasBody && { body: new Uint8Array(body) }) });
}

async function read(incoming: IncomingMessage): Promise<AwsRequest> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const { method = 'GET', url = '/', headers } = incoming;
  return { method, url, headers, body: Buffer.concat(chunks) };
}

function deny(request: AwsRequest, response: ServerResponse): void {
  if (serviceOf(request) === 's3') {
    response
      .writeHead(403, { 'content-type': 'application/xml' })
      .end('<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>');
    return;
  }
  response
    .writeHead(400, { 'content-type': 'application/x-amz-json-1.0' })
    .end(JSON.stringify({ __type: 'AccessDeniedException', message: 'is not authorized to perform this' }));
}
