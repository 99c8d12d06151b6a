import { expect, test } from '@jest/globals';
import { measureCosts } from '../../testing/builders/cost-table.ts';

/**
 * The table of docs/movies-cache.md. Each row has a path that a request can take, its calls to the provider, and its
 * read and write requests to DynamoDB. The requests are made before the answer is sent, unless the path says "after".
 */
const TABLE = [
  ['miss', 1, { BatchGetItem: 2 }, { UpdateItem: 2, PutItem: 1, DeleteItem: 1 }],
  ['memory hit', 0, {}, {}],
  ['memory hit, generation older than 5 s', 0, { GetItem: 1 }, {}],
  ['DynamoDB hit', 0, { BatchGetItem: 1 }, {}],
  ['flush of 101 hits, after the answer', 0, {}, { UpdateItem: 1 }],
  ['refresh of an expired entry', 1, { BatchGetItem: 2 }, { UpdateItem: 2, PutItem: 1, DeleteItem: 1 }],
  ['stale, the provider fails', 1, { BatchGetItem: 2 }, { UpdateItem: 2 }],
  ['stale again, within five seconds', 0, {}, {}],
] as const;

test('each path makes the calls and requests that docs/movies-cache.md lists', async () => {
  const rows = await measureCosts();
  expect(rows.map(({ path, providerCalls, reads, writes }) => [path, providerCalls, reads, writes])).toEqual(TABLE);
  const bytesOf = (path: string) => rows.find((row) => row.path === path)?.bytes ?? NaN;
  // A write that counts hits does not contain the page, so it has the same size for every page. A read transfers the
  // page compressed.
  expect(bytesOf('flush of 101 hits, after the answer')).toBeLessThan(600);
  expect(bytesOf('DynamoDB hit')).toBeLessThan((rows[0]?.answerBytes ?? NaN) / 2);
});
