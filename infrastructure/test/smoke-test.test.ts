import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { after, before, beforeEach, test } from 'node:test';

const SCRIPT = join(import.meta.dirname, '../../scripts/deploy/smoke-test.ts');

type Answer = { readonly status: number; readonly type: string; readonly body: string };

const json = (body: object, status = 200): Answer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(body),
});
const PAGE: Answer = { status: 200, type: 'text/html', body: '<!doctype html><html></html>' };
const GOOD: Readonly<Record<string, Answer>> = {
  'GET /v1/health': json({ status: 'ok' }),
  'GET /v1/films': json({ items: [{}], total: 239 }),
  'GET /': PAGE,
  'GET /films/some-film': PAGE,
  'POST /v1/films': json({ code: 'token-required' }, 401),
};

let server: Server;
let answers: Readonly<Record<string, Answer>>;

before(async () => {
  server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '', 'http://localhost');
    const answer = answers[`${request.method ?? ''} ${pathname}`] ?? json({}, 404);
    response.writeHead(answer.status, { 'content-type': answer.type }).end(answer.body);
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
});
after(() => {
  server.close();
  server.closeAllConnections();
});
beforeEach(() => {
  answers = GOOD;
});

/** Runs the smoke test and gives it no time to retry, so that a bad first response is a failure. */
function smokeTest(): Promise<{ code: number; output: string }> {
  const url = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  return new Promise((resolve) => {
    execFile(process.execPath, [SCRIPT, url, '0'], (error, output) => {
      resolve({ code: error ? Number(error.code) : 0, output });
    });
  });
}

test('accepts an installation that works', async () => {
  const { code, output } = await smokeTest();
  assert.equal(code, 0, output);
  assert.equal(output.match(/^good/gm)?.length, 5);
});

test('accepts an installation that refuses all writes', async () => {
  answers = { ...GOOD, 'POST /v1/films': json({ code: 'writes-refused' }, 403) };
  assert.equal((await smokeTest()).code, 0);
});

for (const [name, route, answer] of [
  ['health', 'GET /v1/health', json({ message: 'no API' }, 503)],
  ['search', 'GET /v1/films', json({ items: [], total: 0 })],
  ['page', 'GET /', json({}, 403)],
  ['a route of the page', 'GET /films/some-film', json({}, 404)],
  ['a write without a token is refused', 'POST /v1/films', json({ id: 'smoke-test-2000' }, 201)],
  ['a write without a token is refused', 'POST /v1/films', json({ message: 'no API' }, 503)],
] as const) {
  test(`fails when ${route} answers ${String(answer.status)} ${answer.body}`, async () => {
    answers = { ...GOOD, [route]: answer };
    const { code, output } = await smokeTest();
    assert.equal(code, 1);
    assert.match(output, new RegExp(`^BAD   ${name}: `, 'm'));
  });
}
