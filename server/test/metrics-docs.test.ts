import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { ALL_METRICS, type NamedMetric } from '../src/adapters/driven/telemetry/metrics.ts';
import { prometheusName } from '../src/adapters/driven/telemetry/prometheus-metrics.ts';

/** A row of the table of metrics in docs/operations.md. */
function rowOf(metric: NamedMetric): string[] {
  const { name, kind, unit, help, event, onlyInLambda = false } = metric;
  return [
    `\`${name}\``,
    onlyInLambda ? 'only in AWS' : `\`${prometheusName(metric)}\``,
    help,
    unit === 'Count' ? kind : `${kind} (${unit.toLowerCase()})`,
    `\`${event}\``,
  ];
}

test('docs/operations.md lists every metric of the table in the code', async () => {
  const text = await readFile(join(import.meta.dirname, '../../docs/operations.md'), 'utf8');
  const [, table = ''] = /^\| in CloudWatch .*\n\|[-| ]+\|\n((?:\|.*\n)+)/m.exec(text) ?? [];
  const documented = table
    .trim()
    .split('\n')
    .map((row) => row.split('|').slice(1, -1))
    .map((cells) => cells.map((cell) => cell.trim()));
  expect(documented).toEqual(ALL_METRICS.map(rowOf));
});
