import { once } from 'node:events';
import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from '@jest/globals';
import { startApi, type TestApi } from '../../testing/api/start-api.ts';

const open: TestApi[] = [];

afterEach(async () => {
  for (const { close } of open.splice(0)) await close();
});

async function start(loopbackOnly: boolean): Promise<number> {
  const api = await startApi({ edge: { loopbackOnly } });
  open.push(api);
  return Number(new URL(api.url).port);
}

/** Sends the lines of a request unchanged and returns the answer. */
async function send(port: number, ...lines: string[]): Promise<{ status: number; head: string; body: string }> {
  const socket = connect(port, '127.0.0.1');
  await once(socket, 'connect');
  socket.write([...lines, 'Connection: close', '', ''].join('\r\n'));
  const [head = '', body = ''] = (await text(socket)).split('\r\n\r\n');
  return { status: Number(/^HTTP\/1\.1 (\d{3})/.exec(head)?.[1]), head, body };
}

describe('a server on loopback', () => {
  test('answers under the names of this machine', async () => {
    const port = await start(true);
    for (const host of [
      `localhost:${String(port)}`,
      'LOCALHOST',
      '127.0.0.1:1',
      '[::1]:3030',
      'a.localhost',
      'localhost.',
    ]) {
      expect((await send(port, 'GET /v1/health HTTP/1.1', `Host: ${host}`)).status).toBe(200);
    }
  });

  test('refuses the name of another machine with 421, for reads, writes and files, and says why', async () => {
    const port = await start(true);
    for (const line of [
      'GET /v1/health',
      'POST /v1/films',
      'OPTIONS /v1/films',
      'GET /',
      'GET /nowhere',
      'OPTIONS *',
    ]) {
      const { status, head, body } = await send(port, `${line} HTTP/1.1`, `Host: evil.test:${String(port)}`);
      expect({ line, status }).toEqual({ line, status: 421 });
      expect(head).toMatch(/^content-type: application\/problem\+json$/im);
      expect(JSON.parse(body)).toMatchObject({
        title: 'Misdirected Request',
        code: 'misdirected-request',
        errors: [{ header: 'Host', detail: expect.stringContaining('must name this machine') }],
      });
    }
  });

  test('uses the host in the request target if the target is in absolute form', async () => {
    const port = await start(true);
    expect((await send(port, 'GET http://evil.test/v1/health HTTP/1.1', 'Host: localhost')).status).toBe(421);
    expect((await send(port, 'GET http://localhost/v1/health HTTP/1.1', 'Host: evil.test')).status).toBe(421);
    expect((await send(port, 'GET http://localhost/v1/health HTTP/1.1', 'Host: localhost')).status).toBe(200);
  });

  test('refuses a Host that is missing, repeated or malformed with 400', async () => {
    const port = await start(true);
    expect((await send(port, 'GET /v1/health HTTP/1.0')).status).toBe(400);
    expect((await send(port, 'GET /v1/health HTTP/1.1')).status).toBe(400);
    for (const other of ['localhost', 'evil.test']) {
      const { status } = await send(port, 'GET /v1/health HTTP/1.1', 'Host: localhost', `Host: ${other}`);
      expect(status).toBe(400);
    }
    for (const malformed of ['x@localhost', '', 'localhost:99999']) {
      const { status } = await send(port, 'GET /v1/health HTTP/1.1', `Host: ${malformed}`);
      expect({ malformed, status }).toEqual({ malformed, status: 400 });
    }
  });

  test('ignores headers that a proxy would send', async () => {
    const port = await start(true);
    const forwarded = ['X-Forwarded-Host: localhost', 'Forwarded: host=localhost'];
    expect((await send(port, 'GET /v1/health HTTP/1.1', 'Host: evil.test', ...forwarded)).status).toBe(421);
  });
});

test('a server that serves other machines answers under any name', async () => {
  const port = await start(false);
  expect((await send(port, 'GET /v1/health HTTP/1.1', 'Host: films.example.org')).status).toBe(200);
});
