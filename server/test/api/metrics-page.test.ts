import { once } from 'node:events';
import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { afterEach, expect, test } from '@jest/globals';
import { createExpressApp } from '../../src/adapters/driving/express/app.ts';

const NO_HANDLER = () => Promise.reject(new Error('not called'));
const METRICS = { contentType: 'text/plain; version=0.0.4; charset=utf-8', read: () => Promise.resolve('up 1\n') };

let close = () => Promise.resolve();
afterEach(() => close());

async function getMetrics(
  isOpen: boolean | undefined,
  headers: Record<string, string> = {},
  edge: { readonly trustedProxies?: number; readonly clientAddress?: string } = {},
) {
  const metrics = isOpen === undefined ? {} : { metrics: { ...METRICS, isOpen } };
  const app = createExpressApp(NO_HANDLER, [], { ...metrics, ...edge });
  const server = createServer((incoming, answer) => {
    const { clientAddress: value } = edge;
    if (value !== undefined) Object.defineProperty(incoming.socket, 'remoteAddress', { value });
    app(incoming, answer);
  }).listen(0, '127.0.0.1');
  close = async () => {
    server.close();
    await once(server, 'close');
  };
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const sent = request({ host: '127.0.0.1', port, path: '/metrics', headers, agent: false }).end();
  const [response] = (await once(sent, 'response')) as [
    NodeJS.ReadableStream & { statusCode: number; headers: object },
  ];
  return { status: response.statusCode, headers: response.headers, body: await text(response) };
}

test('clients on this machine may read the metrics', async () => {
  const answer = await getMetrics(false);
  expect(answer).toMatchObject({ status: 200, body: 'up 1\n', headers: { 'content-type': METRICS.contentType } });
});

test.each(['x-forwarded-for', 'forwarded', 'via', 'x-real-ip'])(
  'a client that a proxy on this machine names in %s may not read them, unless a setting opens them',
  async (header) => {
    const refused = await getMetrics(false, { [header]: '127.0.0.1' });
    expect(refused).toMatchObject({ status: 403, headers: { 'content-type': 'application/problem+json' } });
    expect(refused.body).toContain('MARQUEE_METRICS_OPEN');
    await close();
    expect(await getMetrics(true, { [header]: '203.0.113.1' })).toMatchObject({ status: 200 });
  },
);

test('a client on another machine may not read them, unless a setting opens them', async () => {
  const edge = { clientAddress: '192.0.2.1' };
  expect(await getMetrics(false, {}, edge)).toMatchObject({ status: 403 });
  await close();
  expect(await getMetrics(true, {}, edge)).toMatchObject({ status: 200 });
});

test('behind a trusted proxy nobody may read them, unless a setting opens them', async () => {
  expect(await getMetrics(false, {}, { trustedProxies: 1 })).toMatchObject({ status: 403 });
  await close();
  expect(await getMetrics(true, {}, { trustedProxies: 1 })).toMatchObject({ status: 200 });
});

test('without the option, there is no such path', async () => {
  expect(await getMetrics(undefined)).toMatchObject({ status: 404 });
});
