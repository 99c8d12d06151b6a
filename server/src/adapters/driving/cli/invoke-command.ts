import { readFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import { toHttpApiEvent } from '../http/http-api-event.ts';
import { printableJson } from './printable.ts';

/** The request that is sent if the arguments name none. */
const EXAMPLE: readonly string[] = ['GET', '/v1/films?q=godfather'];

export const INVOKE_USAGE = `Usage: npm run --silent invoke:local -- [METHOD PATH] [--header 'Name: value']... [--body JSON]
       npm run --silent invoke:local -- --event FILE

Calls the API's Lambda bundle once, with the data of this machine, and prints its response as JSON: statusCode, headers and
body. The log and all other output go to standard error. Rebuilds the bundle first if its sources have changed. Without
METHOD and PATH the command sends ${EXAMPLE.join(' ')}.
  npm run --silent invoke:local -- GET /v1/films/the-godfather-1972
  npm run --silent invoke:local -- POST /v1/films --body '{"title":"My film","year":2026}' --header "Authorization: Bearer $TOKEN"

  --header 'Name: value'   a header; may be repeated
  --body JSON              the body, sent as application/json
  --event FILE             an event of API Gateway's HTTP API, payload format 2.0, as JSON

Settings: MARQUEE_DATA_DIR, MARQUEE_DYNAMODB_ENDPOINT, MARQUEE_TMDB_TOKEN, MARQUEE_OMDB_KEY and the other settings of npm start.
Exit codes: 0 the status is below 500; 1 the status is 500 or above, or the call failed; 2 wrong arguments`;

/** The event with which to call the Lambda, or the file that contains it. */
export type InvokeRequest = { readonly event: APIGatewayProxyEventV2 } | { readonly eventFile: string };

/** @throws Error with a message for the user */
export function parseInvokeArgs(args: string[]): InvokeRequest {
  const { values, positionals } = parseArgs({
    args,
    options: { event: { type: 'string' }, header: { type: 'string', multiple: true }, body: { type: 'string' } },
    allowPositionals: true,
  });
  const { event: eventFile, header: headers = [], body } = values;
  if (eventFile !== undefined) {
    if (args.length > 2) throw new Error('--event FILE is the whole request. Pass no other argument with it.');
    return { eventFile };
  }
  const [method, target, ...more] = positionals.length === 0 ? EXAMPLE : positionals;
  if (method === undefined || !target?.startsWith('/') || more.length > 0) {
    throw new Error('Pass METHOD PATH; PATH must begin with a slash.');
  }
  const json = body === undefined ? {} : { 'content-type': 'application/json' };
  const event = toHttpApiEvent({
    method: method.toUpperCase(),
    target,
    headers: { ...json, ...Object.fromEntries(headers.map(splitHeader)) },
    body,
    requestId: 'invoke-local',
    userAgent: 'invoke:local',
  });
  return { event };
}

/** @throws Error with a message for the user */
export async function readEventFile(file: string): Promise<APIGatewayProxyEventV2> {
  const event = parseJson(file, await readFile(file, 'utf8')) as {
    requestContext?: { http?: { method?: string; path?: string } };
  } | null;
  const { method, path } = event?.requestContext?.http ?? {};
  if (!method || !path) {
    throw new Error(`${file} is not an event of payload format 2.0: requestContext.http is missing.`);
  }
  // Events that people write by hand often omit empty fields.
  return { rawQueryString: '', headers: {}, isBase64Encoded: false, ...event } as APIGatewayProxyEventV2;
}

/** The response as JSON. A body that is JSON is shown as JSON, not as a string. */
export function describeResult({ statusCode, headers, body }: APIGatewayProxyStructuredResultV2): string {
  return `${printableJson({ statusCode, headers, body: body === undefined ? undefined : readable(body) }, 2)}\n`;
}

function splitHeader(header: string): [string, string] {
  const colon = header.indexOf(':');
  if (colon < 1) throw new Error(`--header '${header}' is not of the form 'Name: value'.`);
  return [header.slice(0, colon).trim().toLowerCase(), header.slice(colon + 1).trim()];
}

function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
  }
}

function readable(body: string): unknown {
  try {
    return JSON.parse(body) as unknown;
  } catch {
    return body;
  }
}
