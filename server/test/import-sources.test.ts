import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PutObjectCommand } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { AnyImportSource } from '../src/adapters/driven/import-sources/any-import-source.ts';
import { FileImportSource } from '../src/adapters/driven/import-sources/file-import-source.ts';
import { S3ImportSource } from '../src/adapters/driven/import-sources/s3-import-source.ts';
import { UrlImportSource } from '../src/adapters/driven/import-sources/url-import-source.ts';
import { importSourceContract } from '../testing/contracts/import-source.contract.ts';
import { startS3, type TestS3 } from '../testing/stores/s3-stand-in.ts';

describe('FileImportSource', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'marquee-source-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  importSourceContract(() => ({
    source: new FileImportSource(),
    put: async (name, bytes) => {
      await writeFile(join(folder, name), bytes);
      return join(folder, name);
    },
    missing: () => join(folder, 'missing'),
  }));

  test('refuses a folder as invalid', async () => {
    await expect(new FileImportSource().open(folder)).rejects.toMatchObject({ kind: 'invalid' });
  });
});

describe('UrlImportSource', () => {
  const files = new Map<string, Uint8Array>();
  let server: Server;
  let base: string;

  beforeAll(async () => {
    server = createServer((request, response) => {
      const bytes = files.get(request.url ?? '');
      if (request.url === '/private') response.writeHead(403).end();
      else if (request.url === '/broken') response.writeHead(500).end();
      else if (request.url === '/cut') {
        response.writeHead(200, { 'content-length': 100 }).write('half');
        setImmediate(() => response.destroy());
      } else if (bytes) response.writeHead(200, { 'content-length': bytes.length }).end(bytes);
      else response.writeHead(404).end();
    });
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    base = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
  });

  importSourceContract(() => ({
    source: new UrlImportSource(),
    put: (name, bytes) => {
      const path = `/${encodeURIComponent(name)}`;
      files.set(path, bytes);
      return Promise.resolve(base + path);
    },
    missing: () => `${base}/missing`,
  }));

  test.each([
    ['/private', 'forbidden'],
    ['/broken', 'upstream-unavailable'],
  ])('rejects the path %s with an error of the kind %s', async (path, kind) => {
    await expect(new UrlImportSource().open(base + path)).rejects.toMatchObject({ kind });
  });

  test('rejects the chunks with the domain’s error when the connection breaks off midway', async () => {
    const { chunks } = await new UrlImportSource().open(`${base}/cut`);
    const reading = (async () => {
      for await (const chunk of chunks) expect(Buffer.from(chunk).toString()).toBe('half');
    })();
    await expect(reading).rejects.toMatchObject({ kind: 'upstream-unavailable' });
  });

  test('reports a server that is not running as unavailable', async () => {
    await expect(new UrlImportSource().open('http://127.0.0.1:1/x')).rejects.toMatchObject({
      kind: 'upstream-unavailable',
    });
  });
});

describe('S3ImportSource', () => {
  let s3: TestS3;

  beforeAll(async () => {
    s3 = await startS3('films');
  });
  afterAll(() => s3.close());

  importSourceContract(() => ({
    source: new S3ImportSource(s3.client),
    put: async (name, bytes) => {
      await s3.client.send(new PutObjectCommand({ Bucket: 'films', Key: `data/${name}`, Body: bytes }));
      return `s3://films/data/${name}`;
    },
    missing: () => 's3://films/missing',
  }));

  test('reports an absent bucket as missing', async () => {
    await expect(new S3ImportSource(s3.client).open('s3://nowhere/x')).rejects.toMatchObject({ kind: 'not-found' });
  });

  test.each(['s3://films', 's3://films/', 's3:///key'])('refuses %s as invalid', async (location) => {
    await expect(new S3ImportSource(s3.client).open(location)).rejects.toMatchObject({ kind: 'invalid' });
  });
});

test('AnyImportSource chooses the source by the form of the location', async () => {
  const named = (name: string) => ({ open: () => Promise.reject(new Error(name)) });
  const source = new AnyImportSource({ file: named('file'), url: named('url'), s3: named('s3') });
  await expect(source.open('s3://bucket/key')).rejects.toThrow('s3');
  await expect(source.open('https://example.org/films.json')).rejects.toThrow('url');
  await expect(source.open('./films.json')).rejects.toThrow('file');
});
