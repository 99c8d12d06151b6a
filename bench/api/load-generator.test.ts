import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from '@jest/globals';
import { dueMs, generateLoad, type PlannedRequest } from './load-generator.ts';

const GET: PlannedRequest = { label: 'GET /', method: 'GET', path: '/', expect: [200] };
const servers: ReturnType<typeof createServer>[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close().closeAllConnections();
});

async function serve(listener: Parameters<typeof createServer>[1]): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

test('spaces due times evenly at the fixed rate', () => {
  expect([0, 1, 50].map((n) => dueMs(n, 50))).toEqual([0, 20, 1000]);
});

test('sends every request and counts unexpected statuses as errors', async () => {
  const url = await serve((request, response) => {
    response.statusCode = request.url === '/missing' ? 404 : 200;
    response.end('x');
  });
  const requests = [GET, { ...GET, label: 'GET /missing', path: '/missing' }];
  const report = await generateLoad({ kind: 'fixed-rate', url, requests, perSecond: 200, seconds: 0.1 });
  expect(report.sent).toBe(20);
  expect(report.micros['GET /']).toHaveLength(10);
  expect(report.errors).toEqual({ 'GET /missing: status 404': 10 });
});

test('adds a stall of the server to the latency of every request that was due during the stall', async () => {
  const held: (() => void)[] = [];
  let asked = 0;
  const url = await serve((_request, response) => {
    asked += 1;
    held.push(() => response.end());
    // The server answers only when all 20 requests have arrived. A client that waited for each answer before it sent
    // the next request would never send the 20th request.
    if (asked === 20) for (const answer of held) answer();
  });
  const report = await generateLoad({ kind: 'fixed-rate', url, requests: [GET], perSecond: 200, seconds: 0.1 });
  const micros = [...(report.micros['GET /'] ?? [])].sort((a, b) => b - a);
  expect(micros).toHaveLength(20);
  // The first requests were due 95, 90, 85 ... ms before the last request.
  expect(micros[0]).toBeGreaterThan(90_000);
  expect(micros[9]).toBeGreaterThan(45_000);
});

test('counts the latency of a late request from the time when the request was due', async () => {
  const url = await serve((_request, response) => response.end());
  let taken = 0;
  const requests: PlannedRequest[] = [];
  // Request 10 is due at 50 ms. The generator then blocks for 300 ms, and all later requests fall due during this time.
  Object.defineProperty(requests, 0, {
    get: () => {
      const endMs = performance.now() + (taken === 10 ? 300 : 0);
      while (performance.now() < endMs);
      taken += 1;
      return GET;
    },
  });
  const report = await generateLoad({ kind: 'fixed-rate', url, requests, perSecond: 200, seconds: 0.3 });
  const micros = [...(report.micros['GET /'] ?? [])].sort((a, b) => b - a);
  expect(micros).toHaveLength(60);
  // Requests 11 to 59 are late on any machine. On a slow machine, more requests are late.
  expect(report.sentLate).toBeGreaterThanOrEqual(49);
  // Requests 10 to 20 are sent at 350 ms or later and were due at 100 ms or earlier.
  expect(micros[10]).toBeGreaterThanOrEqual(250_000);
});

test('counts broken connections as errors instead of crashing', async () => {
  const url = await serve((request) => {
    request.socket.destroy();
  });
  const report = await generateLoad({ kind: 'saturate', url, requests: [GET], connections: 2, seconds: 0.5 });
  expect(report.micros).toEqual({});
  expect(Object.keys(report.errors)).toEqual(['GET /: ECONNRESET']);
});

test('at saturation, reads answers with a length, in chunks, in several pieces and without a body', async () => {
  const bodies: string[] = [];
  const url = await serve((request, response) => {
    request.on('data', (part: Buffer) => bodies.push(part.toString()));
    request.on('end', () => {
      if (request.url === '/chunks') {
        response.write('a'.repeat(70_000));
        setImmediate(() => response.end('b'));
      } else {
        if (request.url === '/unchanged') response.statusCode = 304;
        response.end(request.url === '/unchanged' ? undefined : 'x'.repeat(200_000));
      }
    });
  });
  const requests = [
    GET,
    { ...GET, path: '/chunks' },
    { ...GET, path: '/unchanged', expect: [304] },
    { ...GET, method: 'POST', body: 'ä' },
  ];
  const report = await generateLoad({ kind: 'saturate', url, requests, connections: 1, seconds: 0.2 });
  expect(report.errors).toEqual({});
  expect(report.micros['GET /']).toHaveLength(report.sent);
  expect(report.sent).toBeGreaterThanOrEqual(1);
  expect(new Set(bodies)).toEqual(new Set(report.sent > 3 ? ['ä'] : []));
});
