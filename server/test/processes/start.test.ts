import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { networkInterfaces } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import { call } from '../../testing/api/client.ts';
import { dataOfEachTest, makeDataDir, run, startProduct } from '../../testing/processes/product.ts';

const data = dataOfEachTest();

/** Sends headers that fetch would not. */
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
  test('says where it is, how many films there are and where the data lives, and serves sample and docs', async () => {
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

  test('listens on this machine alone', async () => {
    const { url } = await data.start();
    const outward = Object.values(networkInterfaces())
      .flatMap((addresses) => addresses ?? [])
      .filter(({ internal, family }) => !internal && family === 'IPv4');
    for (const { address } of outward) {
      await expect(fetch(`http://${address}:${new URL(url).port}/v1/health`)).rejects.toThrow('fetch failed');
    }
    // Every address of 127.0.0.0/8 is this machine; a server that listens everywhere answers there too.
    await expect(fetch(`http://127.0.0.2:${new URL(url).port}/v1/health`)).rejects.toThrow('fetch failed');
  });

  test('a data folder that cannot be used is named with its setting', async () => {
    await writeFile(join(data.path, 'file'), '');
    const wrong = run('local.ts', [], { PORT: '0', MARQUEE_DATA_DIR: join(data.path, 'file') });
    expect(await wrong.ended).toBe(1);
    expect(wrong.output()).toMatch(/data folder .*file \(MARQUEE_DATA_DIR\) cannot be used/);
  });

  test('no web page can reach the store', async () => {
    await data.start();
    const { endpoint } = JSON.parse(await readFile(join(data.path, 'dynamodb.json'), 'utf8')) as { endpoint: string };
    for (const headers of [{ origin: 'https://evil.example' }, { host: 'evil.example' }]) {
      expect(await statusOf(endpoint, headers)).toBe(403);
    }
  });

  test('a taken port is named together with the setting, and the data is not touched', async () => {
    const { url } = await data.start();
    const port = new URL(url).port;
    const second = run('local.ts', [], { PORT: port, MARQUEE_DATA_DIR: data.path });
    expect(await second.ended).toBe(1);
    expect(second.output()).toMatch(new RegExp(`Port ${port} is taken.*PORT=`));
    expect((await call(`${url}/v1/films`)).status).toBe(200);
  });

  test('wrong settings are all named at once', async () => {
    const wrong = run('local.ts', [], {
      PORT: 'abc',
      MARQUEE_DYNAMODB_ENDPOINT: 'nonsense',
      MARQUEE_DATA_DIR: data.path,
    });
    expect(await wrong.ended).toBe(1);
    expect(wrong.output()).toMatch(/PORT: must be a number from 0 to 65535\n.*MARQUEE_DYNAMODB_ENDPOINT/);
    expect(wrong.output()).not.toMatch(/at .*\.ts:/);
  });

  test('a second start on the same folder uses the store of the first, and both see every film', async () => {
    const first = await data.start();
    const second = await data.start();
    expect(second.output()).toContain('opened by another process');
    const created = await call(`${second.url}/v1/films`, { method: 'POST', json: { title: 'Shared', year: 2001 } });
    expect((await call(`${first.url}${created.headers.get('location') ?? ''}`)).status).toBe(200);
  });

  test('three that start at once on one folder all come up', async () => {
    const all = await Promise.all([data.start(), data.start(), data.start()]);
    expect(all.filter(({ output }) => output().includes('opened by another process'))).toHaveLength(2);
  });

  test.each(['SIGTERM', 'SIGKILL'] as const)(
    'when the first is ended by %s, the second takes the store over',
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

  test('a first start that is killed at any moment does not keep the sample away for good', async () => {
    for (const afterMs of [50, 150, 300]) {
      const first = run('local.ts', [], { PORT: '0', MARQUEE_DATA_DIR: data.path });
      setTimeout(() => first.process.kill('SIGKILL'), afterMs + 500);
      await first.ended;
    }
    expect((await data.start()).output()).toMatch(/films {5}239\n/);
  });

  test.each([
    ['a port where nobody listens', '{"endpoint":"http://127.0.0.1:1","nonce":"x"}'],
    ['nothing readable', 'garbage'],
  ])('an address that was left behind and names %s does no harm', async (_name, address) => {
    await mkdir(data.path, { recursive: true });
    await writeFile(join(data.path, 'dynamodb.json'), address);
    const { output } = await data.start();
    expect(output()).not.toContain('opened by another process');
  });

  test('an address that now belongs to something else is not taken for the store', async () => {
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

  test('SIGTERM ends it in order, and what was written is there at the next start', async () => {
    const first = await data.start();
    await call(`${first.url}/v1/films`, { method: 'POST', json: { title: 'Lasting', year: 2001 } });
    first.process.kill('SIGTERM');
    expect(await first.ended).toBe(0);
    const { url } = await data.start();
    expect((await call(`${url}/v1/films/lasting-2001`)).status).toBe(200);
    expect((await call(`${url}/v1/films?limit=1`)).body['total']).toBe(240);
  });
});

test('kill -9 in the midst of writes loses nothing that was acknowledged', async () => {
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
    // A patch that was not acknowledged may have happened all the same.
    expect(body['year']).toBeGreaterThanOrEqual(year);
  }
});
