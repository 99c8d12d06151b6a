import { expect } from '@jest/globals';

/** An answer, with its body parsed if it is JSON. */
export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
  readonly text: string;
};

/** For each origin, a token that allows everything at that origin. */
const tokens = new Map<string, string>();

/** From now on, every {@link call} that writes to the origin of `url` sends this token. */
export function writeWith(token: string, url: string): void {
  tokens.set(new URL(url).origin, token);
}

type Call = RequestInit & { json?: unknown; anonymous?: boolean };

/** @param init `anonymous` sends no token; an `authorization` header replaces the token of {@link writeWith} */
export async function call(url: string, init: Call = {}): Promise<Answer> {
  const { json, anonymous = false, ...rest } = init;
  const headers = new Headers(init.headers);
  const token = tokens.get(new URL(url).origin);
  const isWrite = !['GET', 'HEAD'].includes(init.method ?? 'GET');
  if (isWrite && token !== undefined && !anonymous && !headers.has('authorization')) {
    headers.set('authorization', `Bearer ${token}`);
  }
  if (json !== undefined && !headers.has('content-type')) headers.set('content-type', 'application/json');
  const response = await fetch(url, { ...rest, headers, ...(json !== undefined && { body: JSON.stringify(json) }) });
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') ?? false;
  return {
    status: response.status,
    headers: response.headers,
    text,
    body: isJson && text !== '' ? (JSON.parse(text) as Record<string, unknown>) : {},
  };
}

/** Checks that an answer is a problem document that follows RFC 9457 and shows no internals. */
export function expectProblem(answer: Answer, status: number, names?: string): void {
  expect(answer.status).toBe(status);
  expect(answer.headers.get('content-type')).toBe('application/problem+json');
  expect(answer.body).toMatchObject({
    type: 'about:blank',
    status,
    title: expect.any(String) as unknown,
    detail: expect.any(String) as unknown,
    code: expect.any(String) as unknown,
    requestId: expect.any(String) as unknown,
  });
  expect(answer.text).not.toMatch(/\bat .*\.(ts|js|mjs):\d+|node_modules|Error:/);
  if (names !== undefined) expect(JSON.stringify(answer.body['errors'])).toContain(names);
}
