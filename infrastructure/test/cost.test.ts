import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ENVIRONMENTS } from '../config/environments.ts';
import { alarmsOf } from '../cost/alarms-of.ts';
import { costPage } from '../cost/cost-page.ts';
import { idle, millionSearches, totalOf } from '../cost/cost.ts';
import { resourcesOf, synthesiseAll } from './synthesised.ts';

/** Tables are padded by the formatter; the words and figures count. */
const plain = (text: string) => text.replaceAll(/[ \n]+/g, ' ').replaceAll(/-{3,}/g, '---');

test('docs/cost.md is what the prices and environments give (after a change: node infrastructure/cost/main.ts, npm run format)', () => {
  const page = readFileSync(join(import.meta.dirname, '../../docs/cost.md'), 'utf8');
  assert.equal(plain(page), plain(costPage(alarmsOf)));
});

test('it counts the alarms that there are', () => {
  const stacks = synthesiseAll(ENVIRONMENTS);
  for (const environment of ENVIRONMENTS) {
    const server = stacks[`marquee-${environment.name}-server`];
    assert.ok(server);
    assert.equal(resourcesOf(server, 'aws_cloudwatch_metric_alarm').length, alarmsOf(environment));
  }
});

test('an environment without alarms costs less than a dollar while nobody comes, a million searches less than five', () => {
  for (const environment of ENVIRONMENTS) {
    assert.ok(totalOf(idle({ ...environment, alarms: false }, 0)) < 1);
    assert.ok(totalOf(millionSearches(environment)) < 5);
  }
});
