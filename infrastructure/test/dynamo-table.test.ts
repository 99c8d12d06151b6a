import assert from 'node:assert/strict';
import { test } from 'node:test';
import { CACHE_TABLE, FILMS_TABLE, type TableDefinition } from '../../server/src/composition/deployment.ts';
import { DynamoTable } from '../constructs/dynamo-table.ts';
import { ENVIRONMENTS } from '../config/environments.ts';
import { checkEnvironments } from '../config/schema.ts';
import { EVERYTHING, REPLICATED } from './everything.ts';
import { resourcesOf, synthesiseAll, synthesiseOne, type Resource } from './synthesised.ts';

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

test('the films table has a copy in each region that the environment names, with the same protection and backups', () => {
  const { name, replicaRegions, isProtected } = REPLICATED;
  assert.ok(isProtected);
  const { films, cache } = synthesiseAll([REPLICATED])[`marquee-${name}-server`]?.resource['aws_dynamodb_table'] ?? {};
  assert.deepEqual(
    films?.['replica'],
    replicaRegions.map((region) => ({
      ...{ region_name: region, point_in_time_recovery: true, propagate_tags: true },
      deletion_protection_enabled: true,
    })),
  );
  assert.deepEqual([films['stream_enabled'], films['stream_view_type']], [true, 'NEW_AND_OLD_IMAGES']);
  assert.equal(cache?.['replica'], undefined);
});

test('no environment has copies of a table unless it names regions, because each copy costs as much as the table', () => {
  for (const { replicaRegions } of ENVIRONMENTS) assert.deepEqual(replicaRegions, []);
  assert.equal(synthesise(false)['replica'], undefined);
  assert.equal(synthesise(false)['stream_enabled'], undefined);
});

test('regions of copies must differ from each other and from the environment’s own, and cannot be combined with a key for the tables', () => {
  const withRegions = (replicaRegions: string[], tableKeyArn?: string) => () =>
    checkEnvironments([{ ...REPLICATED, replicaRegions, tableKeyArn }]);
  assert.doesNotThrow(withRegions(['eu-west-1']));
  for (const regions of [[REPLICATED.region], ['eu-west-1', 'eu-west-1']]) {
    assert.throws(withRegions(regions), /must be different regions[\s\S]*replicaRegions/);
  }
  assert.throws(withRegions(['Ireland']), /must be a region/);
  assert.throws(withRegions(['eu-west-1'], EVERYTHING.tableKeyArn), /cannot be combined with tableKeyArn/);
});
