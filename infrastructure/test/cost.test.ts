import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ENVIRONMENTS } from '../config/environments.ts';
import { costPage } from '../cost/cost-page.ts';
import { alarmCountOf, idle, millionSearches, totalOf } from '../cost/cost.ts';
import { EVERYTHING } from './everything.ts';
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
  const { domain: _domain, tableKeyArn: _key, ...plainer } = { ...EVERYTHING, hasFirewall: false };
  assert.equal((totalOf(idle(EVERYTHING)) - totalOf(idle(plainer))).toFixed(2), '8.50');
  assert.equal((totalOf(millionSearches(EVERYTHING)) - totalOf(millionSearches(plainer))).toFixed(2), '0.60');
});

test('counts the alarms that the stacks have', () => {
  const stacks = synthesiseAll(ENVIRONMENTS);
  for (const environment of ENVIRONMENTS) {
    const server = stacks[`marquee-${environment.name}-server`];
    assert.ok(server);
    assert.equal(resourcesOf(server, 'aws_cloudwatch_metric_alarm').length, alarmCountOf(environment));
  }
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
