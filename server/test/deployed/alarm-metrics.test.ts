import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { call } from '../../testing/api/client.ts';
import { sentMetrics, watchedMetrics, type SentMetric } from '../../testing/deployed/sent-metrics.ts';
import { startDeployed, type Deployed } from '../../testing/deployed/start-deployed.ts';
import { ENVIRONMENT } from '../../testing/deployed/synthesise.ts';
import { eventually } from '../../testing/eventually.ts';

let deployed: Deployed;
beforeAll(async () => {
  deployed = await startDeployed();
  deployed.aws.parameters.set(`/marquee/${ENVIRONMENT.name}/tmdb-token`, deployed.double.token);
});
afterAll(() => deployed.close());

const logOf = (name: string) => deployed.functions[name]?.process.log ?? '';
const sent = () => Object.keys(deployed.functions).flatMap((name) => sentMetrics(logOf(name)));
const keyOf = ({ name, dimensions }: SentMetric) => JSON.stringify([name, Object.entries(dimensions).sort()]);

/** Searches for movies while the provider fails, each time for another one, until the breaker opens. */
async function breakProvider({ url, double }: Deployed): Promise<void> {
  double.setFault({ kind: 'server-error' });
  let searches = 0;
  await eventually(async () => {
    searches += 1;
    await call(`${url}/v1/movies?query=unheard${String(searches)}`);
    return /"BreakerOpen":\[(?:\d,)*1/.test(logOf('api'));
  });
}

// The rest of a metric is compared elsewhere: infrastructure/test/alarms.test.ts compares names and units with the table.
test('the functions send every metric of Marquee that an alarm of the stack watches, with the same dimensions', async () => {
  const watched = watchedMetrics(deployed.stack);
  expect(watched.map(({ name }) => name)).toEqual(expect.arrayContaining(['RequestLatency', 'BreakerOpen']));

  for (const { route } of watched.map(({ dimensions }) => dimensions)) {
    const [method = '', path = ''] = route?.replace(/\{\w+\}/, 'x').split(' ') ?? [];
    if (path !== '') await call(`${deployed.url}${path}`, { method });
  }
  await expect(deployed.upload('imports', 'broken.json', '[{"title":"Half a')).rejects.toThrow('closing bracket');
  await deployed.tick('rate(1 minute)');
  await breakProvider(deployed);

  const missing = () => {
    const keys = new Set(sent().map(keyOf));
    return watched.filter((one) => !keys.has(keyOf(one)));
  };
  expect(missing()).toEqual([]);
});
