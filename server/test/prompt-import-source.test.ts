import { once } from 'node:events';
import { createServer, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from '@jest/globals';
import { PromptImportSource } from '../src/adapters/driven/import-sources/prompt-import-source.ts';
import { S3ImportSource } from '../src/adapters/driven/import-sources/s3-import-source.ts';
import { UrlImportSource } from '../src/adapters/driven/import-sources/url-import-source.ts';
import type { ImportSource } from '../src/ports/import-source.ts';
import { SteppedClock } from '../testing/clocks/stepped-clock.ts';

let server: Server;
let base: string;
let s3: S3Client;

beforeAll(async () => {
  // The server has no request listener, because each test answers requests itself.
  server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const credentials = { accessKeyId: 'local', secretAccessKey: 'local' };
  s3 = new S3Client({ endpoint: base, region: 'local', credentials, maxAttempts: 1 });
});
afterAll(() => {
  s3.destroy();
  server.close();
  server.closeAllConnections();
});

const PLACES: [name: string, make: () => { source: ImportSource; location: string }][] = [
  ['a URL', () => ({ source: new UrlImportSource(), location: `${base}/films.json` })],
  ['an S3 object', () => ({ source: new S3ImportSource(s3), location: 's3://imports/films.json' })],
];

describe.each(PLACES)('%s', (_name, make) => {
  let clock: SteppedClock;
  let source: ImportSource;
  let location: string;
  beforeEach(() => {
    const made = make();
    clock = new SteppedClock();
    source = new PromptImportSource(made.source, clock);
    location = made.location;
  });

  const asked = async (): Promise<ServerResponse> => {
    const [, response] = (await once(server, 'request')) as [unknown, ServerResponse];
    return response;
  };
  const silence = () => ({
    kind: 'upstream-unavailable',
    code: 'import-source-unavailable',
    cause: { message: 'it sent nothing for 30 s' },
  });

  async function openHalf() {
    const opening = source.open(location);
    const response = await asked();
    response.writeHead(200, { 'content-length': 8 }).write('half');
    const { chunks } = await opening;
    const reader = chunks[Symbol.asyncIterator]();
    expect(Buffer.from((await reader.next()).value as Uint8Array).toString()).toBe('half');
    return { reader, response };
  }

  test('that never answers is reported as unavailable after 30 s, and its connection is closed', async () => {
    const opening = source.open(location);
    const response = await asked();
    const closed = once(response, 'close');
    clock.advance(30_000);
    await expect(opening).rejects.toMatchObject(silence());
    await closed;
  });

  test('that falls silent midway is reported as unavailable after 30 s, and its connection is closed', async () => {
    const { reader, response } = await openHalf();
    const closed = once(response, 'close');
    const reading = reader.next();
    clock.advance(30_000);
    await expect(reading).rejects.toMatchObject(silence());
    await closed;
  });

  test('is read to its end, even if the reader is slow', async () => {
    const { reader, response } = await openHalf();
    clock.advance(3_600_000);
    response.end('rest');
    expect(Buffer.from((await reader.next()).value as Uint8Array).toString()).toBe('rest');
    expect((await reader.next()).done).toBe(true);
  });

  test('has its connection closed when the reader stops early', async () => {
    const { reader, response } = await openHalf();
    const closed = once(response, 'close');
    await reader.return?.();
    await closed;
  });
});
