import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';

export const INVOKE_USAGE = `Usage: npm run invoke:local -- METHOD PATH [--header 'Name: value']... [--body JSON]
       npm run invoke:local -- --event FILE

Calls the built Lambda bundle once and prints the response.
  npm run invoke:local -- GET '/v1/films?q=godfather'
  npm run invoke:local -- POST /v1/films --body '{"title":"My film","year":2026}'
  --event FILE   an event of API Gateway's HTTP API, payload format 2.0, as JSON`;

/** @returns the event asked for; `undefined` when that cannot be understood and the usage should be shown */
export async function readInvokeEvent(args: readonly string[]): Promise<APIGatewayProxyEventV2 | undefined> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { event: { type: 'string' }, header: { type: 'string', multiple: true }, body: { type: 'string' } },
    allowPositionals: true,
  });
  if (values.event !== undefined) return readEventFile(values.event);
  const [method, target] = positionals;
  if (method === undefined || !target?.startsWith('/') || positionals.length > 2) return undefined;
  const headers = Object.fromEntries((values.header ?? []).map(splitHeader));
  const json = values.body === undefined ? {} : { 'content-type': 'application/json' };
  return makeEvent(method.toUpperCase(), target, { ...json, ...headers }, values.body);
}

async function readEventFile(file: string): Promise<APIGatewayProxyEventV2> {
  const event = JSON.parse(await readFile(file, 'utf8')) as {
    requestContext?: { http?: { method?: string; path?: string } };
  };
  const { method, path } = event.requestContext?.http ?? {};
  if (!method || !path) throw new Error(`${file} is no event of payload format 2.0: requestContext.http is missing.`);
  // Events written by hand leave out what is empty.
  return { rawQueryString: '', headers: {}, isBase64Encoded: false, ...event } as APIGatewayProxyEventV2;
}

export function printResult(result: APIGatewayProxyStructuredResultV2, out: NodeJS.WriteStream): void {
  const headers = Object.entries(result.headers ?? {}).map(([name, value]) => `${name}: ${String(value)}`);
  out.write([String(result.statusCode), ...headers, '', pretty(result.body ?? ''), ''].join('\n'));
}

function makeEvent(
  method: string,
  target: string,
  headers: Record<string, string>,
  body: string | undefined,
): APIGatewayProxyEventV2 {
  const [rawPath = '/', ...query] = target.split('?');
  const http = { method, path: rawPath, protocol: 'HTTP/1.1', sourceIp: '127.0.0.1', userAgent: 'invoke:local' };
  return {
    version: '2.0',
    routeKey: '$default',
    rawPath,
    rawQueryString: query.join('?'),
    headers,
    requestContext: {
      accountId: 'local',
      apiId: 'local',
      domainName: 'localhost',
      domainPrefix: 'local',
      http,
      requestId: 'invoke-local',
      routeKey: '$default',
      stage: '$default',
      time: new Date(0).toISOString(),
      timeEpoch: 0,
    },
    isBase64Encoded: false,
    ...(body !== undefined && { body }),
  };
}

function splitHeader(header: string): [string, string] {
  const colon = header.indexOf(':');
  return [header.slice(0, Math.max(colon, 0)).trim().toLowerCase(), header.slice(colon + 1).trim()];
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), undefined, 2);
  } catch {
    return body;
  }
}
