import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { call, writeWith } from '../../testing/api/client.ts';
import { startSilenceableProxy } from '../../testing/chaos/silenceable-proxy.ts';
import { startInstance, type Instance } from '../../testing/cluster/instance.ts';
import { startClusterAws, type ClusterAws } from '../../testing/cluster/start-aws.ts';
import { eventually } from '../../testing/eventually.ts';
import { run, useDataFolder } from '../../testing/processes/product.ts';

const data = useDataFolder();
let aws: ClusterAws;

beforeAll(async () => {
  aws = await startClusterAws();
});
afterAll(() => aws.close());

const KEYS = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };

async function start(entrypoint: 'local.ts' | 'worker.ts', settings: Record<string, string>): Promise<Instance> {
  const instance = await startInstance(entrypoint, { ...aws.settings, MARQUEE_DATA_DIR: data.path, ...settings });
  data.end(instance);
  return instance;
}

describe('a long-lived process over AWS', () => {
  test('serves films and movies with the credentials of its service account, and leaves rebuilds and purges to the worker', async () => {
    const tokenFile = join(data.path, 'token');
    await writeFile(tokenFile, 'token-of-the-pod');
    const pod = {
      HOME: data.path,
      AWS_ROLE_ARN: 'arn:aws:iam::000000000000:role/marquee-dev-cluster-api',
      AWS_WEB_IDENTITY_TOKEN_FILE: tokenFile,
    };
    const worker = await start('worker.ts', pod);
    await worker.says(/"type":"snapshot-published"/);
    const api = await start('local.ts', pod);
    await eventually(async () => (await api.probe('/readyz')) === 200);
    expect(api.output()).toMatch(/"type":"catalogue-loaded","from":"snapshot"/);
    expect(api.output()).toContain('data      the table films in AWS');
    expect(aws.exchanges.length).toBeGreaterThan(0);
    for (const form of aws.exchanges) {
      expect(form.get('WebIdentityToken')).toBe('token-of-the-pod');
      expect(form.get('RoleArn')).toBe(pod.AWS_ROLE_ARN);
    }

    writeWith(await aws.issuer.token(), api.url);
    const json = { title: 'Over The Clouds', year: 2001 };
    expect((await call(`${api.url}/v1/films`, { method: 'POST', json })).status).toBe(201);
    expect((await call(`${api.url}/v1/films?q=clouds`)).body['total']).toBe(1);
    const movies = () => call(`${api.url}/v1/movies?query=lantern`);
    expect((await movies()).headers.get('cache-status')).toContain('fwd');
    expect((await movies()).headers.get('cache-status')).toContain('hit');
    expect((await call(`${api.url}/v1/movies/cache?query=lantern`, { method: 'DELETE' })).status).toBe(202);
    await worker.says(/"type":"cache-purged","scope":"query"/);
    await worker.says(/"type":"cache-purged","scope":"sweep"/);

    const metrics = await (await fetch(`${worker.operationsUrl}/metrics`)).text();
    expect(metrics).toMatch(/^marquee_purge_queue_age_seconds_count\S* [12]$/m);
    expect((await fetch(`${api.operationsUrl}/metrics`)).status).toBe(200);
    for (const instance of [worker, api]) {
      instance.process.kill('SIGTERM');
      expect(await instance.ended).toBe(0);
    }
  });

  test('is live during its start, and ready only once films can be searched', async () => {
    const proxy = await startSilenceableProxy(aws.store.endpoint);
    proxy.isSilent = true;
    const api = await start('local.ts', { ...KEYS, AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint });
    await eventually(() => proxy.swallowed !== '');
    expect([await api.probe('/livez'), await api.probe('/readyz')]).toEqual([200, 503]);
    expect((await fetch(`${api.operationsUrl}/metrics`)).status).toBe(503);
    proxy.isSilent = false;
    await eventually(async () => (await api.probe('/readyz')) === 200);
    expect((await call(`${api.url}/v1/films?limit=1`)).status).toBe(200);

    // The store is silent again, and the process stays ready, because all others would be in the same state.
    proxy.isSilent = true;
    expect([await api.probe('/livez'), await api.probe('/readyz')]).toEqual([200, 200]);
    proxy.swallowed = '';
    const open = call(`${api.url}/v1/films/nowhere-2001`).then(({ status }) => status);
    await eventually(() => proxy.swallowed.includes('nowhere-2001'));
    api.process.kill('SIGTERM');
    await eventually(async () => (await api.probe('/readyz')) === 503);
    expect(await open).toBe(503);
    expect(await api.ended).toBe(0);
    proxy.close();
  });

  test('reads nothing while nobody asks', async () => {
    const proxy = await startSilenceableProxy(aws.store.endpoint);
    const api = await start('local.ts', { ...KEYS, AWS_ENDPOINT_URL_DYNAMODB: proxy.endpoint });
    await eventually(async () => (await api.probe('/readyz')) === 200);
    proxy.isSilent = true;
    for (let i = 0; i < 300; i += 1) await Promise.all([api.probe('/livez'), api.probe('/readyz')]);
    expect(proxy.swallowed).toBe('');
    // The proxy would have seen a read: health reads the tail.
    await call(`${api.url}/v1/health`);
    await eventually(async () => {
      await call(`${api.url}/v1/health`);
      return proxy.swallowed.includes('Query');
    });
    proxy.close();
  });

  test('finds what the command films:import writes to AWS', async () => {
    const api = await start('local.ts', KEYS);
    await eventually(async () => (await api.probe('/readyz')) === 200);
    const file = join(data.path, 'films.json');
    await writeFile(file, JSON.stringify([{ title: 'Carried Over', year: 1999, cast: [], genres: [] }]));
    const importing = run('films-import.ts', [file], { ...aws.settings, ...KEYS, MARQUEE_DATA_DIR: data.path });
    data.end(importing);
    expect({ how: await importing.ended, output: importing.output() }).toMatchObject({ how: 0 });
    await eventually(async () => (await call(`${api.url}/v1/films?q=carried`)).body['total'] === 1);
    expect(await readdir(data.path)).toEqual(['films.json']);
  });

  test('names the settings that it lacks', async () => {
    const api = await start('local.ts', { MARQUEE_CACHE_TABLE: '' });
    expect(await api.ended).toBe(1);
    expect(api.output()).toContain('MARQUEE_CACHE_TABLE');
    const worker = await start('worker.ts', { MARQUEE_SNAPSHOTS: '' });
    expect(await worker.ended).toBe(1);
    expect(worker.output()).toBe(
      'The worker needs the settings of a catalogue in AWS, such as MARQUEE_SNAPSHOTS. Over the embedded store, npm start does this work itself.\n',
    );
  });
});
