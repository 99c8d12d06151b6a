import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, test } from '@jest/globals';
import { SteppedClock } from '../../../../testing/clocks/stepped-clock.ts';
import { localAws } from '../../../../testing/builders/local-aws.ts';
import { NO_SECRET_YET } from './no-secret-yet.ts';
import { SsmSecretSource } from './ssm-secret-source.ts';

/** A stand-in for SSM. It implements only the operation that SsmSecretSource calls, in SSM's real protocol. */
let server: Server;
let value: string | undefined;
let reads: unknown[];
let isDown: boolean;
let clock: SteppedClock;
let source: SsmSecretSource;

beforeEach(async () => {
  [value, reads, isDown] = ['secret-one', [], false];
  server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on('data', (chunk: Buffer) => chunks.push(chunk));
    request.on('end', () => {
      reads.push(JSON.parse(Buffer.concat(chunks).toString('utf8')));
      const [status, body] = isDown
        ? [500, { __type: 'InternalServerError', message: `never show ${String(value)}` }]
        : value === undefined
          ? [400, { __type: 'ParameterNotFound' }]
          : [200, { Parameter: { Value: value } }];
      response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' }).end(JSON.stringify(body));
    });
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  clock = new SteppedClock();
  const endpoint = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  source = new SsmSecretSource('/marquee/dev/tmdb', clock, localAws(endpoint));
});
afterEach(() => {
  server.close();
  server.closeAllConnections();
});

test('concurrent callers share one decrypting read of the secret, which is then kept for five minutes', async () => {
  expect(source.isKnown()).toBe(false);
  const all = await Promise.all(Array.from({ length: 50 }, () => source.read()));
  expect(source.isKnown()).toBe(true);
  expect(new Set(all)).toEqual(new Set(['secret-one']));
  expect(reads).toEqual([{ Name: '/marquee/dev/tmdb', WithDecryption: true }]);
  clock.advance(299_000);
  await source.read();
  expect(reads).toHaveLength(1);
  clock.advance(2_000);
  value = 'secret-two';
  expect(await source.read()).toBe('secret-two');
});

test('after a refusal, all callers share one new read; while the stored secret is unchanged, it is read at most once every ten seconds', async () => {
  await source.read();
  clock.advance(60_000);
  value = 'rotated';
  const again = await Promise.all(Array.from({ length: 20 }, () => source.readAfterRefusal('secret-one')));
  expect(new Set(again)).toEqual(new Set(['rotated']));
  expect(reads).toHaveLength(2);
  expect(await source.readAfterRefusal('secret-one')).toBe('rotated');
  expect(await source.readAfterRefusal('rotated')).toBe('rotated');
  expect(reads).toHaveLength(2);
  clock.advance(10_000);
  await source.readAfterRefusal('rotated');
  expect(reads).toHaveLength(3);
});

test('keeps using a known secret while SSM is down; if that secret was refused, the error does not show it', async () => {
  await source.read();
  clock.advance(400_000);
  isDown = true;
  expect(await source.read()).toBe('secret-one');
  const error: unknown = await source.readAfterRefusal('secret-one').catch((thrown: unknown) => thrown);
  expect(error).toMatchObject({ kind: 'upstream-unavailable', code: 'secret-unavailable', retryAfterSec: 5 });
  expect(inspect(error, { depth: 10, showHidden: true })).not.toContain('secret-one');
});

test('is not configured if there is no parameter name, or if the parameter does not exist, is blank or still holds the placeholder', async () => {
  expect(new SsmSecretSource(undefined, clock).isConfigured()).toBe(false);
  value = undefined;
  await expect(source.read()).rejects.toMatchObject({ kind: 'not-configured', code: 'provider-not-configured' });
  for (const nothing of [' ', NO_SECRET_YET]) {
    value = nothing;
    await expect(source.read()).rejects.toMatchObject({ kind: 'not-configured' });
  }
  expect(source.isKnown()).toBe(false);
});

test('finds a newly stored key at the next read, and strips the line break at its end', async () => {
  value = NO_SECRET_YET;
  await expect(source.read()).rejects.toMatchObject({ kind: 'not-configured' });
  value = 'secret-one\n';
  expect(await source.read()).toBe('secret-one');
});
