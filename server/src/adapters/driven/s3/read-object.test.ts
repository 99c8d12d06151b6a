import { randomBytes } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { once } from 'node:events';
import { GetObjectCommand, PutObjectCommand, S3Client } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { startS3, type TestS3 } from '../../../../testing/stores/s3-stand-in.ts';
import { readObject } from './read-object.ts';

const credentials = { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret', sessionToken: 'session' };
const region = 'eu-west-1';
const access = { region, ...credentials };

describe('readObject', () => {
  let s3: TestS3;
  let endpoint: string;
  const bytes = randomBytes(300_000);

  beforeAll(async () => {
    s3 = await startS3('snapshots');
    endpoint = s3.endpoint;
    await s3.client.send(new PutObjectCommand({ Bucket: 'snapshots', Key: 'films/one', Body: bytes }));
  });
  afterAll(async () => {
    await s3.close();
  });

  test('returns the bytes of the object', async () => {
    const read = await readObject(access, { bucket: 'snapshots', key: 'films/one', endpoint });
    expect(Buffer.compare(read, bytes)).toBe(0);
  });

  test.each([
    ['no such object', { bucket: 'snapshots', key: 'films/other' }],
    ['no such bucket', { bucket: 'nowhere', key: 'films/one' }],
  ])('throws when there is %s', async (_name, place) => {
    await expect(readObject(access, { ...place, endpoint })).rejects.toMatchObject({
      kind: 'upstream-unavailable',
      cause: { message: 's3 answers 404.' },
    });
  });

  test('throws when nothing listens on the endpoint', async () => {
    const place = { bucket: 'snapshots', key: 'films/one', endpoint: 'http://127.0.0.1:9' };
    await expect(readObject(access, place)).rejects.toThrow();
  });
});

describe('the request to S3', () => {
  let server: Server;
  let asked: IncomingMessage[];
  let endpoint: string;

  beforeAll(async () => {
    asked = [];
    server = createServer((request, response) => {
      asked.push(request);
      response.end('x');
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    endpoint = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  });
  afterAll(() => {
    server.close();
    server.closeAllConnections();
  });

  test('has the path, credentials and service of the request that the SDK’s S3 client would send', async () => {
    await readObject(access, { bucket: 'snapshots', key: 'films/films-1-ab', endpoint });
    const sdk = new S3Client({ endpoint, region, credentials });
    await (
      await sdk.send(new GetObjectCommand({ Bucket: 'snapshots', Key: 'films/films-1-ab' }))
    ).Body?.transformToString();
    sdk.destroy();
    const [ours, theirs] = asked.map(({ method, url = '', headers }) => ({
      method,
      path: url.split('?')[0],
      scope: headers.authorization?.replace(/SignedHeaders.*/, ''),
      token: headers['x-amz-security-token'],
      content: headers['x-amz-content-sha256'],
    }));
    expect(ours).toEqual(theirs);
  });
});
