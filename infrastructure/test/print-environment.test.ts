import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { test } from 'node:test';
import { ENVIRONMENTS } from '../config/environments.ts';
import { factsOf } from '../config/facts.ts';
import { EVERYTHING, REPLICATED } from './everything.ts';

test('prints the facts about an environment, and fails for an unknown one', () => {
  const print = (name: string) =>
    spawnSync(process.execPath, [join(import.meta.dirname, '../print-environment.ts'), name], { encoding: 'utf8' });
  const [first] = ENVIRONMENTS;
  assert.ok(first);
  assert.equal(print(first.name).stdout, factsOf(first));
  assert.equal(print('nowhere').status, 1);
});

test('the facts say what an environment has', () => {
  assert.equal(
    factsOf(EVERYTHING),
    'region=eu-central-1\naccount=000000000000\nfunctions=api import snapshot purge\nisProtected=true\n' +
      'replicaRegions=\nreservedConcurrency=14\nserverNeedsPage=true\n',
  );
  assert.match(factsOf(REPLICATED), /^replicaRegions=eu-west-1 us-east-1$/m);
});
