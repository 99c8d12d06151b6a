import type { ApiDocument } from './api-document.ts';

/** An answer of the product, over HTTP or from its handler. */
export type Given = {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  /** Decompressed. */
  readonly body: string;
};

/**
 * Statuses that any path may have, besides those of the document: docs/api.md lists 404, 405 and 421. Node's server
 * refuses what is not HTTP with 400, 408, 413, 417 or 431 before the product sees it.
 */
const ANYWHERE = [400, 404, 405, 408, 413, 417, 421, 431];
const INTERNALS = /\bat .*\.(?:ts|js|mjs):\d+|node_modules|\bError:/;

/**
 * Says what is wrong with an answer, if anything is.
 *
 * @param method `undefined` if nobody knows, because the request was malformed
 * @param path the path without the query
 * @param failures the statuses from 500 that are no fault where they are documented
 */
export function faultsOf(
  document: ApiDocument,
  asked: { method?: string; path: string },
  given: Given,
  failures = [503],
): string[] {
  const { status, headers, body } = given;
  const method = asked.method === 'HEAD' ? 'GET' : asked.method;
  const type = headers.get('content-type')?.split(';')[0];
  const faults: string[] = [];
  if (status >= 500 && !failures.includes(status)) faults.push(`status ${String(status)}: ${body.slice(0, 300)}`);
  if (INTERNALS.test(body) && type !== 'text/html') faults.push(`shows internals: ${body.slice(0, 300)}`);
  const documented = method === undefined ? undefined : document.answers(method, asked.path, status);
  if (documented?.length === 0 && !ANYWHERE.includes(status)) faults.push(`status ${String(status)} is not documented`);
  if (method !== undefined && !documented && asked.path.startsWith('/v1') && ![...ANYWHERE, 415].includes(status))
    faults.push(`status ${String(status)} where no operation is`);
  if (asked.method === 'HEAD') return faults;
  if (body === '') {
    const isMissing = status === 200 && documented?.every((answer) => answer.size > 0) === true;
    return isMissing ? [...faults, 'no body'] : faults;
  }
  if (type === 'application/problem+json') return [...faults, ...problemFaults(document, given)];
  if (documented && documented.length > 0) {
    const schemas = documented.flatMap((answer) => answer.get(type ?? '') ?? []);
    const value: unknown = type === 'application/json' ? JSON.parse(body) : body;
    // A document without a schema, such as /v1/openapi.json, may have any content.
    const isFree = documented.every((answer) => answer.size === 0);
    const results = schemas.map((schema) => schema.safeParse(value));
    if (!isFree && !results.some(({ success }) => success))
      faults.push(
        `the body of ${String(status)} (${String(type)}) is not as documented: ${results[0]?.error?.message ?? ''} ${body.slice(0, 500)}`,
      );
  }
  return faults;
}

/** Waiting does not help against a wrong setting, so these problems have no Retry-After. */
const WRONG_SETTING = /^(?:provider-key-|secret-forbidden$)/;

function problemFaults({ problem }: ApiDocument, { status, body, headers }: Given): string[] {
  const value = JSON.parse(body) as { status?: unknown; code?: string };
  const { error } = problem.safeParse(value);
  const asksToWait = (status === 503 && !WRONG_SETTING.test(value.code ?? '')) || status === 429;
  return [
    ...(error ? [`not a problem document: ${error.message} ${body}`] : []),
    ...(value.status === status ? [] : [`status ${String(status)} with ${body}`]),
    ...(asksToWait && !headers.has('retry-after') ? [`${String(status)} without Retry-After: ${body}`] : []),
  ];
}
