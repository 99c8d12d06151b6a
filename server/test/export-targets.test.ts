import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';
import { crc32 } from 'node:zlib';
import { GetObjectCommand, ListObjectsV2Command, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { S3ExportTarget } from '../src/adapters/driven/s3/s3-export-target.ts';
import { FileExportTarget } from '../src/adapters/driven/system/file-export-target.ts';
import { startS3, type TestS3 } from '../testing/stores/s3-stand-in.ts';

let s3: TestS3;
let folder: string;

beforeAll(async () => {
  s3 = await startS3('exports-bucket');
  folder = await mkdtemp(join(tmpdir(), 'marquee-export-'));
});
afterAll(async () => {
  await s3.close();
  await rm(folder, { recursive: true });
});

/** Yields this many megabytes in small chunks, and then fails if there is an error. */
async function* megabytes(count: number, error?: Error): AsyncGenerator<Uint8Array> {
  for (let i = 0; i < count * 4; i += 1) yield await Promise.resolve(new Uint8Array(250_000).fill(i));
  if (error) throw error;
}

test.each([0, 1, 20])('an export of %i MB in S3 has all bytes, in parts', async (count) => {
  const target = new S3ExportTarget(s3.client, 'exports-bucket', 'exports/');
  const name = `films-${String(count)}`;
  await target.write(name, megabytes(count));
  const command = new GetObjectCommand({ Bucket: 'exports-bucket', Key: `exports/${name}` });
  const { Body: body } = await s3.client.send(command);
  const stored = Buffer.from((await body?.transformToByteArray()) ?? []);
  expect(stored.equals(await buffer(megabytes(count)))).toBe(true);
});

test('an export in S3 names the checksum of each part, without which S3 refuses the upload', async () => {
  const sums: string[] = [];
  const seen: { algorithm?: unknown; completed?: string } = {};
  const server = createServer((request, response) => {
    void buffer(request).then((body) => {
      const sum = request.headers['x-amz-checksum-crc32'];
      const [, part] = /[?&]partNumber=(\d+)/.exec(request.url ?? '') ?? [];
      if (part !== undefined) {
        const bytes = Buffer.alloc(4);
        bytes.writeUInt32BE(crc32(body));
        sums[Number(part) - 1] = bytes.toString('base64');
        expect(sum).toBe(sums[Number(part) - 1]);
        response.setHeader('etag', `"${part}"`).setHeader('x-amz-checksum-crc32', String(sum)).end();
      } else if (/[?&]uploads/.test(request.url ?? '')) {
        seen.algorithm = request.headers['x-amz-checksum-algorithm'];
        response.end('<InitiateMultipartUploadResult><UploadId>1</UploadId></InitiateMultipartUploadResult>');
      } else {
        seen.completed = body.toString();
        response.end('<CompleteMultipartUploadResult><ETag>"all"</ETag></CompleteMultipartUploadResult>');
      }
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const endpoint = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  const client = new S3Client({ endpoint, region: 'local', credentials: { accessKeyId: 'a', secretAccessKey: 'b' } });
  try {
    await new S3ExportTarget(client, 'exports-bucket', '').write('films', megabytes(12));
  } finally {
    client.destroy();
    server.close();
    server.closeAllConnections();
  }
  const named = [...(seen.completed ?? '').matchAll(/<ChecksumCRC32>(.*?)<\/ChecksumCRC32>/g)].map(([, sum]) => sum);
  expect({ algorithm: seen.algorithm, named }).toEqual({ algorithm: 'CRC32', named: sums });
  expect(sums).toHaveLength(3);
});

test('an export that fails midway is not in S3', async () => {
  const target = new S3ExportTarget(s3.client, 'exports-bucket', 'failed/');
  await expect(target.write('films', megabytes(20, new Error('the store is down')))).rejects.toThrow(
    'the store is down',
  );
  const { Contents: files } = await s3.client.send(
    new ListObjectsV2Command({ Bucket: 'exports-bucket', Prefix: 'failed/' }),
  );
  expect(files ?? []).toEqual([]);
});

test('an export that fails midway leaves the file of an earlier export as it was, and no other file', async () => {
  const file = join(folder, 'films.jsonl');
  await writeFile(file, 'earlier');
  const target = new FileExportTarget();
  await expect(target.write(file, megabytes(2, new Error('the store is down')))).rejects.toThrow('the store is down');
  expect(await readFile(file, 'utf8')).toBe('earlier');
  expect(await readdir(folder)).toEqual(['films.jsonl']);
  await target.write(file, megabytes(1));
  expect((await readFile(file)).equals(await buffer(megabytes(1)))).toBe(true);
  await expect(target.write(join(folder, 'no/films.jsonl'), megabytes(1))).rejects.toThrow(/cannot be written: ENOENT/);
});
