import { once } from 'node:events';
import { PassThrough } from 'node:stream';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { expect, test } from '@jest/globals';
import type { Request, Response } from 'express';
import { readBody } from './request-body.ts';

setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const requestOf = () =>
  Object.assign(new PassThrough(), { method: 'POST', headers: { 'transfer-encoding': 'chunked' } });

test('keeps no part of a body, because a client may send each byte as a part of its own', async () => {
  const request = requestOf();
  let isRead = false;
  const next = () => (isRead = true);
  await readBody(request as unknown as Request, {} as unknown as Response, next);
  let kept = 0;
  const parts = Array.from({ length: 2_000 }, (_, i) => {
    const part = Buffer.from([i % 256]);
    request.emit('data', part);
    return new WeakRef(part);
  });
  await nextTurn();
  collectGarbage();
  for (const part of parts) if (part.deref()) kept += 1;
  expect(kept).toBeLessThan(100);
  request.emit('end');
  expect(isRead).toBe(true);
  const { body } = request as unknown as { body: Buffer };
  expect(body.equals(Buffer.from(Array.from({ length: 2_000 }, (_, i) => i % 256)))).toBe(true);
});

test.each([0, 1, 4_096, 4_097, 8_193, 262_144])('reads a body of %i bytes', async (length) => {
  const request = requestOf();
  const read = new Promise<void>((resolve) => {
    void readBody(request as unknown as Request, {} as unknown as Response, () => {
      resolve();
    });
  });
  const sent = Buffer.alloc(length, 'abc');
  request.end(sent);
  await Promise.all([read, once(request, 'end')]);
  expect((request as unknown as { body: Buffer }).body.equals(sent)).toBe(true);
});
