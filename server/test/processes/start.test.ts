import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { call } from '../../testing/api/client.ts';
import { useDataFolder, makeDataDir, run, startProduct } from '../../testing/processes/product.ts';

const data = useDataFolder();

/** Sends a request with headers that `fetch` does not allow, and returns the status of the answer. */
function statusOf(url: string, headers: Record<string, string>): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    request(url, { method: 'OPTIONS', headers }, (response) => {
      response.resume();
      resolve(response.statusCode);
    })
      .on('error', reject)
      .end();
  });
}

describe('npm start', () => {
  test('prints its address, the number of films and the data folder, and serves the sample and the docs', async () => {
    const { url, output } = await data.start();
    expect(output()).toMatch(/films {5}239\n/);
    expect(output()).toContain(`data      ${data.path}`);
    const { status, body } = await call(`${url}/v1/films?q=godfather`);
    expect(status).toBe(200);
    expect((body['items'] as { id: string }[])[0]?.id).toBe('the-godfather-1972');
    const pages = [
      ['/v1/docs', 'swagger-ui-bundle.js'],
      ['/docs-assets/swagger-ui-bundle.js', 'SwaggerUI'],
      ['/docs-assets/start-docs.js', '/v1/openapi.json'],
    ];
    for (const [path = '', text = ''] of pages) {
      const page = await call(url + path);
      expect(page.status).toBe(200);
      expect(page.text).toContain(text);
    }
  });

  test('listens on this machine only', async () => {
    const { url } = await data.start();
    const outward = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of outward) {
      await expect(fetch(`http://${address}:${new URL(url).port}/v1/health`)).rejects.toThrow('fetch failed');
    }
    // All addresses in 127.0.0.0/8 mean this machine. A server that listened on all addresses would answer on this one
    // too.
    await expect(fetch(`http://127.0.0.2:${new URL(url).port}/v1/health`)).rejects.toThrow('fetch failed');
  });

  test('when the data folder cannot be used, names the folder and its setting', async () => {
    await writeFile(join(data.path, 'file'), '');
    const wrong = run('local.ts', [], { PORT: '0', MARQUEE_DATA_DIR: join(data.path, 'file') });
    expect(await wrong.ended).toBe(1);
    expect(wrong.output()).toMatch(/data folder .*file \(MARQUEE_DATA_DIR\) cannot be used/);
  });

  test('lets no web page reach the store', async () => {
    await data.start();
    const { endpoint } = JSON.parse(await readFile(join(data.path, 'dynamodb.json'), 'utf8')) as { endpoint: string };
    for (const headers of [{ origin: 'https://evil.example' }, { host: 'evil.example' }]) {
      expect(await statusOf(endpoint, headers)).toBe(403);
    }
  });

  test('when the port is taken, names the port and its setting, and does not touch the data', async () => {
    const { url } = await data.start();
    const port = new URL(url).port;
    const second = run('local.ts', [], { PORT: port, MARQUEE_DATA_DIR: data.path });
    expect(await second.ended).toBe(1);
    expect(second.output()).toMatch(new RegExp(`Port ${port} is taken.*PORT=`));
    expect((await call(`${url}/v1/films`)).status).toBe(200);
  });

  test('names all wrong settings together', async () => {
    const wrong = run('local.ts', [], {
      PORT: 'abc',
      MARQUEE_DYNAMODB_ENDPOINT: 'nonsense',
      MARQUEE_ATTRIBUTES: '[{"name":"title","type":"text"},{"name":"x","type":"date"}]',
      MARQUEE_DATA_DIR: data.path,
    });
    expect(await wrong.ended).toBe(1);
    expect(wrong.output()).toMatch(/PORT: must be a number from 0 to 65535\n.*MARQUEE_DYNAMODB_ENDPOINT/);
    expect(wrong.output()).toContain(
      'MARQUEE_ATTRIBUTES: declaration 1: name "title" is reserved; declaration 2: type',
    );
    expect(wrong.output()).not.toMatch(/at .*\.ts:/);
  });

  test('reports declared attributes that are not JSON', async () => {
    const wrong = run('local.ts', [], { PORT: '0', MARQUEE_ATTRIBUTES: 'rating', MARQUEE_DATA_DIR: data.path });
    expect(await wrong.ended).toBe(1);
    expect(wrong.output()).toMatch(/MARQUEE_ATTRIBUTES: is not JSON: .*rating/);
  });

  test('after a change of the declared attributes, finds films by them, and builds a new snapshot', async () => {
    const first = await data.start();
    const film = { title: 'Rated', year: 2001, rating: 8.5 };
    await call(`${first.url}/v1/films`, { method: 'POST', json: film });
    expect((await call(`${first.url}/v1/films?attr.rating=8..`)).status).toBe(400);
    first.process.kill('SIGTERM');
    await first.ended;
    const settings = { MARQUEE_ATTRIBUTES: '[{"name":"rating","type":"number"}]' };
    const second = await data.start(settings);
    expect((await call(`${second.url}/v1/films?attr.rating=8..`)).body['total']).toBe(1);
    await second.says(/"type":"snapshot-published"/);
    second.process.kill('SIGTERM');
    await second.ended;
    const third = await data.start(settings);
    expect((await call(`${third.url}/v1/films?attr.rating=8..`)).body['total']).toBe(1);
    expect(third.output()).not.toContain('"type":"snapshot-unusable"');
  });

  test('on a second start with the same folder, uses the store of the first process, so that both processes see every film', async () => {
    const first = await data.start();
    const second = await data.start();
    expect(second.output()).toContain('opened by another process');
    const created = await call(`${second.url}/v1/films`, { method: 'POST', json: { title: 'Shared', year: 2001 } });
    expect((await call(`${first.url}${created.headers.get('location') ?? ''}`)).status).toBe(200);
  });

  test('starts in three processes on one folder concurrently', async () => {
    const all = await Promise.all([data.start(), data.start(), data.start()]);
    expect(all.filter(({ output }) => output().includes('opened by another process'))).toHaveLength(2);
  });

  test.each(['SIGTERM', 'SIGKILL'] as const)(
    'takes over the store in the second process when %s ends the first process',
    async (signal) => {
      const first = await data.start();
      const second = await data.start();
      await call(`${first.url}/v1/films`, { method: 'POST', json: { title: 'Handed Over', year: 2001 } });
      first.process.kill(signal);
      await first.ended;
      expect((await call(`${second.url}/v1/films/handed-over-2001`)).status).toBe(200);
      const created = await call(`${second.url}/v1/films`, { method: 'POST', json: { title: 'After', year: 2001 } });
      expect(created.status).toBe(201);
      const third = await data.start();
      expect(third.output()).toContain('opened by another process');
      expect((await call(`${third.url}/v1/films/after-2001`)).status).toBe(200);
    },
  );

  test('imports the sample even if the first start was killed at any moment', async () => {
    for (const afterMs of [50, 150, 300]) {
      const first = run('local.ts', [], { PORT: '0', MARQUEE_DATA_DIR: data.path });
      setTimeout(() => first.process.kill('SIGKILL'), afterMs + 500);
      await first.ended;
    }
    expect((await data.start()).output()).toMatch(/films {5}239\n/);
  });

  test.each([
    ['a port on which nothing listens', '{"endpoint":"http://127.0.0.1:1","nonce":"x"}'],
    ['nothing readable', 'garbage'],
  ])('ignores an old address file that names %s', async (_name, address) => {
    await mkdir(data.path, { recursive: true });
    await writeFile(join(data.path, 'dynamodb.json'), address);
    const { output } = await data.start();
    expect(output()).not.toContain('opened by another process');
  });

  test('does not mistake another server at the stored address for the store', async () => {
    const otherData = await makeDataDir();
    const other = await startProduct(otherData.path);
    data.end(other);
    await writeFile(join(data.path, 'dynamodb.json'), JSON.stringify({ endpoint: other.url, nonce: 'x' }));
    const { output } = await data.start();
    expect(output()).not.toContain('opened by another process');
    other.process.kill('SIGKILL');
    await other.ended;
    await otherData.remove();
  });

  test('shuts down cleanly on SIGTERM, and the next start finds everything that was written', async () => {
    const first = await data.start();
    await call(`${first.url}/v1/films`, { method: 'POST', json: { title: 'Lasting', year: 2001 } });
    first.process.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    const { url } = await data.start();
    expect((await call(`${url}/v1/films/lasting-2001`)).status).toBe(200);
    expect((await call(`${url}/v1/films?limit=1`)).body['total']).toBe(240);
  });
});

test('kill -9 in the middle of writes loses nothing that was acknowledged', async () => {
  const first = await data.start();
  const acknowledged = new Map<string, number>();
  let stop = false;
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let i = 0; !stop; i += 1) {
      const film = { title: `Film ${String(writer)} ${String(i)}`, year: 2000 };
      try {
        const { status, body } = await call(`${first.url}/v1/films`, { method: 'POST', json: film });
        if (status !== 201) continue;
        const id = String(body['id']);
        acknowledged.set(id, 2000);
        const patch = { method: 'PATCH', json: { year: 2001 }, headers: { 'if-match': '"1"' } };
        if ((await call(`${first.url}/v1/films/${id}`, patch)).status === 200) acknowledged.set(id, 2001);
        if (acknowledged.size >= 150) first.process.kill('SIGKILL');
      } catch {
        stop = true;
      }
    }
  });
  await Promise.all(writers);
  expect(await first.ended).toBe('SIGKILL');

  const { url } = await data.start();
  expect(acknowledged.size).toBeGreaterThanOrEqual(150);
  for (const [id, year] of acknowledged) {
    const { status, body } = await call(`${url}/v1/films/${id}`);
    expect({ id, status }).toEqual({ id, status: 200 });
    // A patch that was not acknowledged may have been carried out nevertheless.
    expect(body['year']).toBeGreaterThanOrEqual(year);
  }
});
