import { expect } from '@jest/globals';

/** An answer with its body parsed when it is JSON. */
export type Answer = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
  readonly text: string;
};

export async function call(url: string, init: RequestInit & { json?: unknown } = {}): Promise<Answer> {
  const { json, ...rest } = init;
  const headers = new Headers(init.headers);
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

/** What every problem of the API looks like: RFC 9457, and nothing of the inside. */
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
