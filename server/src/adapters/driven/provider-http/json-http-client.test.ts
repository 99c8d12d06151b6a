import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@jest/globals';
import { JsonHttpClient } from './json-http-client.ts';

async function bodyOf(sent: string): Promise<unknown> {
  const server = createServer((_request, response) => response.end(sent)).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    const client = new JsonHttpClient(`http://127.0.0.1:${String(port)}/`);
    return (await client.get('', {}, {}, AbortSignal.timeout(60_000))).body;
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

test.each([
  ['JSON', String.raw`{"a":"\\s \"é\u00e9\" \/"}`, { a: '\\s "éé" /' }],
  ['a control character in a text', '{"a":"one\ttwo\nthree"}', { a: 'one two three' }],
  ['a backslash that begins no escape', String.raw`{"a":"x\s \\s \N \u12 \"\n"}`, { a: 'x\\s \\s \\N \\u12 "\n' }],
  ['a byte order mark', '\ufeff{"a":1}', { a: 1 }],
  ['JSON that was cut off', '{"a":"one', undefined],
  ['HTML', '<p>\\</p>', undefined],
])('reads %s', async (_what, sent, read) => {
  expect(await bodyOf(sent)).toEqual(read);
});
