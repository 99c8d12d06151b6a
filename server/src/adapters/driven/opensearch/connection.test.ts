import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { Agent, createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { connectionTo } from './connection.ts';
import { SearchNode } from './search-node.ts';

const KEYS = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'very-secret', sessionToken: 'session' };

let server: Server;
let port: number;
const seen: IncomingMessage['headers'][] = [];
/** Every host is this machine. */
const agent = new Agent({
  lookup: (_host, _options, found) => {
    found(null, [{ address: '127.0.0.1', family: 4 }]);
  },
});

beforeAll(async () => {
  server = createServer((request, response) => {
    seen.push(request.headers);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  port = (server.address() as AddressInfo).port;
});

afterAll(() => {
  agent.destroy();
  server.close();
});

async function headersTo(host: string, credentials = () => Promise.resolve(KEYS)): Promise<IncomingMessage['headers']> {
  const node = new SearchNode({ ...connectionTo(`http://${host}:${String(port)}`, credentials), agent: () => agent });
  await node.admin('PUT', '/films-1', { settings: {} });
  await node.close();
  return seen.at(-1)!;
}

test.each([
  ['search-films-abc.eu-central-1.es.amazonaws.com', 'eu-central-1'],
  ['vpc-films-abc.cn-north-1.es.amazonaws.com.cn', 'cn-north-1'],
])('signs requests to %s for its region', async (host, region) => {
  const headers = await headersTo(host);
  expect(headers.authorization).toMatch(
    new RegExp(
      `^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/\\d{8}/${region}/es/aws4_request, SignedHeaders=.*host.*, Sig`,
    ),
  );
  expect(headers).toMatchObject({ host, 'x-amz-security-token': 'session' });
  expect(headers['x-amz-date']).toMatch(/^\d{8}T\d{6}Z$/);
  expect(headers['x-amz-content-sha256']).toMatch(/^[0-9a-f]{64}$/);
  expect(JSON.stringify(headers)).not.toContain('very-secret');
});

test.each(['opensearch.example.org', 'es.amazonaws.com.example.org', 'localhost'])(
  'gives %s no signature and asks for no credentials',
  async (host) => {
    const headers = await headersTo(host, () => Promise.reject(new Error('asked')));
    expect(Object.keys(headers).filter((name) => name === 'authorization' || name.startsWith('x-amz'))).toEqual([]);
  },
);
