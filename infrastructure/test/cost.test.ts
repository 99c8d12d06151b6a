import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ENVIRONMENTS } from '../config/environments.ts';
import type { Environment } from '../config/schema.ts';
import { costPage } from '../cost/cost-page.ts';
import { watchedMetricsOf, idle, millionSearches, openSearchOf, totalOf } from '../cost/cost.ts';
import { EVERYTHING, REPLICATED, SEARCHED } from './everything.ts';
import { resourcesOf, synthesiseAll } from './synthesised.ts';

/** The formatter changes only the padding of tables, so the texts are compared without white space. */
const plain = (text: string) => text.replaceAll(/[ \n]+/g, ' ').replaceAll(/-{3,}/g, '---');

test('docs/cost.md is up to date (after a change: npm run generate --prefix infrastructure)', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/cost.md'), 'utf8');
  assert.equal(plain(page), plain(costPage(ENVIRONMENTS)));
});

test('lists an environment that is added before the last environment, and keeps the detailed bills of the last environment', () => {
  const last = ENVIRONMENTS.at(-1);
  assert.ok(last);
  const added = { ...last, name: 'added', functions: { ...last.functions, api: { memoryMb: 512 } } };
  const page = costPage([...ENVIRONMENTS.slice(0, -1), added, last]);
  assert.equal(page.replace(/^\| added .*\n/m, ''), costPage(ENVIRONMENTS));
});

test('a domain, a firewall and a key for the tables are on the bill of the environment that has them', () => {
  // A firewall also checks the requests of the synthetic check.
  const full = { ...EVERYTHING, alarms: { syntheticCheck: false } };
  const { domain: _domain, tableKeyArn: _key, ...plainer } = { ...full, hasFirewall: false };
  assert.equal((totalOf(idle(full)) - totalOf(idle(plainer))).toFixed(2), '8.50');
  assert.equal((totalOf(millionSearches(EVERYTHING)) - totalOf(millionSearches(plainer))).toFixed(2), '0.60');
});

test('counts the metrics that the alarms of the stacks watch, and the topics that have a key', () => {
  const environments = [...ENVIRONMENTS, EVERYTHING, SEARCHED];
  const stacks = synthesiseAll(environments);
  for (const environment of environments) {
    const both = ['server', 'client'].map((half) => stacks[`marquee-${environment.name}-${half}`]);
    const all = (type: string) => both.flatMap((stack) => (stack ? resourcesOf(stack, type) : []));
    const watched = all('aws_cloudwatch_metric_alarm').map(
      ({ metric_query: queries = [{ metric: 'the only one' }] }) =>
        (queries as { metric?: unknown }[]).filter(({ metric }) => metric !== undefined).length,
    );
    assert.equal(
      watched.reduce((sum, n) => sum + n, 0),
      watchedMetricsOf(environment),
    );
    const { alarms } = environment;
    const bill = idle(environment).map(({ what, formula }) => `${what}: ${formula}`);
    const keys = all('aws_kms_key').length;
    assert.equal(bill.includes(`KMS keys of the alarms' topics: ${String(keys)} x $1.00`), alarms !== false);
    assert.equal(all('aws_cloudwatch_dashboard').length, alarms === false ? 0 : 1);
    assert.equal(bill.includes('dashboard: 1 x $3.00'), alarms !== false);
  }
});

test('the synthetic check and the copies of the films table are on the bill of the environment that has them', () => {
  const sum = (environment: Environment) => totalOf(idle(environment));
  const without = { ...EVERYTHING, alarms: { syntheticCheck: false } };
  // One alarm, the check itself, and three metrics of our own.
  const requests = sum(EVERYTHING) - sum(without) - 0.1 - 2.5 - 3 * 0.3;
  assert.ok(requests > 1 && requests < 3, `its requests cost ${String(requests)}`);
  assert.equal((sum(REPLICATED) - sum({ ...REPLICATED, replicaRegions: [] })).toFixed(4), '0.0225');
});

test('an OpenSearch domain is on the bill of the environment that has one, with its nodes, their volumes and its alarms', () => {
  const { openSearch: _domain, ...without } = SEARCHED;
  // Three nodes for 730 hours, three volumes of 50 GB, and three metrics.
  const expected = 3 * 730 * 0.167 + 3 * 50 * 0.122 + 3 * 0.1;
  assert.equal((totalOf(idle(SEARCHED)) - totalOf(idle(without))).toFixed(2), expected.toFixed(2));
  const smallest = { nodeType: 't3.small.search', nodes: 1, volumeGb: 10 } as const;
  assert.equal(totalOf(openSearchOf({ openSearch: smallest })).toFixed(2), '27.50');
  assert.deepEqual(openSearchOf({}), []);
});

test('an environment without alarms costs less than a dollar a month while idle, and a million searches cost less than five dollars', () => {
  for (const environment of ENVIRONMENTS) {
    assert.ok(
      totalOf(idle({ ...environment, alarms: false, domain: undefined, hasFirewall: false, tableKeyArn: undefined })) <
        1,
    );
    assert.ok(totalOf(millionSearches({ ...environment, hasFirewall: false })) < 5);
  }
});
