import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CACHE_TABLE, FILMS_TABLE, type TableDefinition } from '../../server/src/composition/deployment.ts';
import { DynamoTable } from '../constructs/dynamo-table.ts';
import { resourcesOf, synthesiseOne, type Resource } from './synthesised.ts';

function synthesise(
  isProtected: boolean,
  definition: TableDefinition = FILMS_TABLE,
  isBackedUp = true,
  keyArn?: string,
): Resource {
  const stack = synthesiseOne((scope) => {
    new DynamoTable(scope, 'films', { name: 'marquee-x7-films', definition, isProtected, isBackedUp, keyArn });
  });
  const [table] = resourcesOf(stack, 'aws_dynamodb_table');
  assert.ok(table);
  return table;
}

test('the films table has the keys and the index that the server queries', () => {
  const table = synthesise(false);
  assert.equal(table['name'], 'marquee-x7-films');
  assert.equal(table['hash_key'], 'id');
  assert.deepEqual(table['global_secondary_index'], [
    { hash_key: 'changeLog', name: 'changes', projection_type: 'ALL', range_key: 'changedAtMs' },
  ]);
  assert.deepEqual(table['attribute'], [
    { name: 'id', type: 'S' },
    { name: 'changeLog', type: 'S' },
    { name: 'changedAtMs', type: 'N' },
  ]);
});

test('a table is encrypted under a key that AWS owns by default, and billed per request', () => {
  const table = synthesise(false);
  // A key that AWS owns is the default.
  assert.equal(table['server_side_encryption'], undefined);
  assert.equal(table['billing_mode'], 'PAY_PER_REQUEST');
});

test('a table is encrypted under your own key if you name one', () => {
  const keyArn = 'arn:aws:kms:us-east-1:123456789012:key/1';
  const table = synthesise(false, FILMS_TABLE, true, keyArn);
  assert.deepEqual(table['server_side_encryption'], { enabled: true, kms_key_arn: keyArn });
});

test('a table has point-in-time recovery if it is backed up', () => {
  for (const enabled of [true, false]) {
    assert.deepEqual(synthesise(false, FILMS_TABLE, enabled)['point_in_time_recovery'], { enabled });
  }
});

test('a protected table cannot be deleted', () => {
  assert.equal(synthesise(true)['deletion_protection_enabled'], true);
  assert.equal(synthesise(false)['deletion_protection_enabled'], false);
});

test('the cache table drops expired items, and has no index to pay for', () => {
  const table = synthesise(false, CACHE_TABLE);
  assert.deepEqual(table['ttl'], { attribute_name: 'expiresAtSec', enabled: true });
  assert.deepEqual(table['global_secondary_index'], []);
  assert.equal(synthesise(false)['ttl'], undefined);
});
