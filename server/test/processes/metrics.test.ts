import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { NoPythonEnvironment, pythonEnvironment } from '../../../scripts/python-environment.ts';
import { ALL_METRICS } from '../../src/adapters/driven/telemetry/metrics.ts';
import { prometheusName } from '../../src/adapters/driven/telemetry/prometheus-metrics.ts';
import { call } from '../../testing/api/client.ts';
import { useDataFolder } from '../../testing/processes/product.ts';

const data = useDataFolder();

/** Prometheus's own parser for Python. It prints each family with its type and the number of its samples. */
const PARSE = `
import json, sys
from prometheus_client.parser import text_string_to_metric_families
families = text_string_to_metric_families(sys.stdin.read())
print(json.dumps({f.name: [f.type, {str(sorted(s.labels.items())): s.value for s in f.samples}] for f in families}))
`;

type Families = Readonly<Record<string, readonly [type: string, samples: Readonly<Record<string, number>>]>>;

async function parser(): Promise<((text: string) => Families) | undefined> {
  try {
    const folder = join(import.meta.dirname, '../../../.cache/prometheus');
    const programs = await pythonEnvironment(folder, ['prometheus-client==0.22.1']);
    return (text) =>
      JSON.parse(execFileSync(join(programs, 'python'), ['-c', PARSE], { input: text, encoding: 'utf8' })) as Families;
  } catch (error) {
    // GitHub's machines have Python and the network.
    if (!(error instanceof NoPythonEnvironment) || process.env['GITHUB_ACTIONS'] === 'true') throw error;
    process.stdout.write(`NOTICE: GET /metrics is not parsed. ${error.message}\n`);
    return undefined;
  }
}

test('GET /metrics has the metrics of the table in the text format of Prometheus, and the log is JSON in a pipe', async () => {
  const parse = await parser();
  const product = await data.start();
  await call(`${product.url}/v1/films?q=godfather`);
  await call(`${product.url}/v1/films/no-such-film`);
  const { status, headers, text } = await call(`${product.url}/metrics`);
  expect({ status, type: headers.get('content-type') }).toEqual({
    status: 200,
    type: 'text/plain; version=0.0.4; charset=utf-8',
  });
  expect(product.output()).toMatch(/^\{"timestamp":"[^"]+","level":"info","type":"catalogue-loaded"/m);
  if (!parse) return;
  const families = parse(text);
  const names = ALL_METRICS.filter(({ onlyInLambda }) => onlyInLambda !== true).map(prometheusName);
  // The parser names a counter without its suffix.
  expect(Object.keys(families)).toEqual(expect.arrayContaining(names.map((name) => name.replace(/_total$/, ''))));
  const [type, samples] = families['marquee_request_latency_seconds'] ?? [];
  expect(type).toBe('histogram');
  expect(Object.keys(samples ?? {}).join()).toContain("('route', 'GET /v1/films/{id}')");
  expect(text).not.toContain('godfather');
});
