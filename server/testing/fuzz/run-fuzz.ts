import { gunzipSync } from 'node:zlib';
import type { APIGatewayProxyEventV2, APIGatewayProxyStructuredResultV2 } from 'aws-lambda';
import fc from 'fast-check';
import { ApiDocument } from './api-document.ts';
import { faultsOf, type Given } from './check-answer.ts';
import { httpApiEvents } from './events.ts';
import { exchange } from './exchange.ts';
import { bytesOf, httpRequests, TOKEN, type HttpRequest, type Known } from './http-requests.ts';
import { parseAnswers, type RawAnswer } from './raw-answers.ts';
import { rawRequests, type RawRequest } from './raw-requests.ts';

/** Of 100 requests, this many are not well-formed HTTP. */
const RAW_PERCENT = 15;

type Handler = (event: APIGatewayProxyEventV2) => Promise<APIGatewayProxyStructuredResultV2>;

export type FuzzOptions = {
  readonly requests: number;
  readonly events: number;
  readonly seed: number;
  /** The product over HTTP, with a token that has every scope. */
  readonly server: { readonly url: string; readonly token: string };
  /** The product's handler, over a store of its own, with a token for it. */
  readonly lambda: { readonly invoke: Handler; readonly token: string };
  /** Called after each request and event. */
  readonly onTried?: (() => void) | undefined;
};

export type FuzzOutcome = {
  /** For each attack that found something: what, and the smallest input that still shows it. */
  readonly faults: readonly string[];
  /** How often each status was seen; `closed` counts connections that were closed without an answer. */
  readonly statuses: ReadonlyMap<string, number>;
};

/** Sends generated requests to the product and generated events to its handler, and checks every answer. */
export async function runFuzz(options: FuzzOptions): Promise<FuzzOutcome> {
  const { url, token } = options.server;
  const response = await fetch(`${url}/v1/openapi.json`);
  const document = new ApiDocument(await response.json());
  const known = await knownOf(url);
  const statuses = new Map<string, number>();
  const port = Number(new URL(url).port);
  const requests = httpRequests(document, known);
  const inputs = fc.oneof(
    { weight: 100 - RAW_PERCENT, arbitrary: requests },
    { weight: RAW_PERCENT, arbitrary: rawRequests(requests) },
  );
  const overHttp = await attack('requests', inputs, options.requests, options, async (input) => {
    const answers = 'bytes' in input ? await sendRaw(port, document, input) : await send(port, document, input, token);
    for (const answer of answers) count(statuses, String(answer.status));
    if (answers.length === 0) count(statuses, 'closed');
  });
  const events = httpApiEvents(requests);
  const asEvents = await attack('events', events, options.events, options, async (event) => {
    count(statuses, String(await invoke(document, event, options.lambda)));
  });
  return { faults: [...overHttp, ...asEvents], statuses };
}

/** Runs one property, and describes its failure. */
async function attack<Input>(
  name: string,
  inputs: fc.Arbitrary<Input>,
  numRuns: number,
  { seed, onTried }: FuzzOptions,
  attempt: (input: Input) => Promise<void>,
): Promise<string[]> {
  if (numRuns === 0) return [];
  const property = fc.asyncProperty(inputs, async (input) => {
    await attempt(input);
    onTried?.();
  });
  const outcome = await fc.check(property, { numRuns, seed });
  if (!outcome.failed) return [];
  return [
    `${name}: ${outcome.errorInstance instanceof Error ? outcome.errorInstance.message : String(outcome.errorInstance)}\n` +
      `    input ${String(outcome.numRuns)} of seed ${String(seed)}, after ${String(outcome.numShrinks)} simplifications: ${JSON.stringify(outcome.counterexample)}`,
  ];
}

async function send(port: number, document: ApiDocument, request: HttpRequest, token: string): Promise<RawAnswer[]> {
  const bytes = bytesOf(request, `127.0.0.1:${String(port)}`, token);
  const { received, isReset } = await exchange(port, bytes, 'never');
  // The server may close the connection before it has read a body, and the reset may overtake the answer.
  if (isReset && request.body !== undefined) return [];
  const answers = parseAnswers(received, request.method === 'HEAD');
  const [answer] = answers;
  if (!answer || answers.length > 1) throw new Error(`${String(answers.length)} answers to one request`);
  refuseFaults(document, { method: request.method, path: pathOf(request.target) }, givenOf(answer));
  return answers;
}

async function sendRaw(
  port: number,
  document: ApiDocument,
  { bytes, isCut, maxAnswers, mustRefuse, kind }: RawRequest,
): Promise<RawAnswer[]> {
  const { received, isReset } = await exchange(port, Buffer.from(bytes, 'latin1'), isCut ? 'at-once' : 'after-silence');
  if (isReset) return [];
  const answers = parseAnswers(received, bytes.startsWith('HEAD '));
  if (answers.length > maxAnswers) throw new Error(`${String(answers.length)} answers to ${kind}`);
  for (const answer of answers) {
    if (mustRefuse && answer.status < 400) throw new Error(`${kind} was carried out: ${String(answer.status)}`);
    refuseFaults(document, { path: '' }, givenOf(answer));
  }
  return answers;
}

async function invoke(
  document: ApiDocument,
  event: APIGatewayProxyEventV2,
  lambda: FuzzOptions['lambda'],
): Promise<number> {
  const sent = structuredClone(event);
  const authorization = sent.headers['authorization']?.replace(TOKEN, lambda.token);
  if (authorization !== undefined) sent.headers['authorization'] = authorization;
  const { statusCode = 200, headers = {}, body = '', isBase64Encoded = false } = await lambda.invoke(sent);
  const lowerCase = new Map(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), String(value)]));
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  const { method, path } = event.requestContext.http;
  refuseFaults(document, { method, path }, { status: statusCode, headers: lowerCase, body: textOf(bytes, lowerCase) });
  return statusCode;
}

function refuseFaults(document: ApiDocument, asked: { method?: string; path: string }, given: Given): void {
  const faults = faultsOf(document, asked, given);
  if (faults.length > 0) throw new Error(faults.join('; '));
}

function givenOf({ status, headers, body }: RawAnswer): Given {
  return { status, headers, body: textOf(body, headers) };
}

function textOf(bytes: Buffer, headers: ReadonlyMap<string, string>): string {
  // An answer to HEAD has the headers of a compressed answer, but no bytes.
  const isCompressed = headers.get('content-encoding') === 'gzip' && bytes.length > 0;
  return (isCompressed ? gunzipSync(bytes) : bytes).toString('utf8');
}

function pathOf(target: string): string {
  return target.split('?')[0] ?? '';
}

function count(statuses: Map<string, number>, status: string): void {
  statuses.set(status, (statuses.get(status) ?? 0) + 1);
}

/** Reads ids and words for which the product has answers. */
async function knownOf(url: string): Promise<Known> {
  const response = await fetch(`${url}/v1/films?limit=20`);
  const { items } = (await response.json()) as {
    items: { id: string; title: string; cast: string[]; genres: string[] }[];
  };
  const words = items.flatMap(({ title, cast, genres }) => [title, ...cast.slice(0, 1), ...genres.slice(0, 1)]);
  // The double of TMDB has these movies.
  return { ids: ['none-1900', ...items.map(({ id }) => id)], words: ['1001', '1002', 'lantern', ...new Set(words)] };
}
