import { spawnSync } from 'node:child_process';
import { open, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { call } from '../api/client.ts';
import { dataOfEachTest, importFilms, makeDataDir, run, startProduct } from './product.ts';

const DISK_MB = 24;

const data = dataOfEachTest();

async function start(dataDir: string) {
  const product = await startProduct(dataDir);
  data.end(product);
  return product;
}

/** A small disk of its own, where this user may mount one. */
async function mountDisk(): Promise<{ path: string; unmount: () => Promise<void> } | undefined> {
  const folder = await makeDataDir();
  const { status, stderr } = spawnSync('mount', [
    '-t',
    'tmpfs',
    '-o',
    `size=${String(DISK_MB)}m`,
    'tmpfs',
    folder.path,
  ]);
  if (status !== 0) {
    process.stderr.write(`Not tested: a full disk needs the right to mount one. ${String(stderr)}\n`);
    await folder.remove();
    return undefined;
  }
  return {
    path: folder.path,
    unmount: async () => {
      spawnSync('umount', ['-l', folder.path]);
      await folder.remove();
    },
  };
}

/** Takes all the room that is left, byte by byte at the end. */
async function fillUp(file: string): Promise<void> {
  const handle = await open(file, 'w');
  for (let size = 1_048_576; size >= 1; size = Math.floor(size / 2)) {
    for (;;)
      if (
        !(await handle.write(Buffer.alloc(size)).then(
          ({ bytesWritten }) => bytesWritten === size,
          () => false,
        ))
      )
        break;
  }
  await handle.close();
}

test('a full disk refuses writes with 503 while reads and searches go on, and takes writes again when there is room', async () => {
  const disk = await mountDisk();
  if (!disk) return;
  try {
    const product = await start(disk.path);
    const create = async (title: string) =>
      call(`${product.url}/v1/films`, { method: 'POST', json: { title, year: 2001, extract: 'x'.repeat(2_000) } });
    const acknowledged: string[] = [];
    const filler = join(disk.path, 'filler');
    await fillUp(filler);
    let refused;
    // Blocks that LevelDB has begun still take some films.
    for (let i = 0; refused === undefined && i < 2_000; i += 1) {
      const { status, body } = await create(`Before ${String(i)}`);
      if (status === 201) acknowledged.push(String(body['id']));
      else refused = { status, code: body['code'] };
    }
    expect(refused).toEqual({ status: 503, code: 'store-unavailable' });
    expect((await create('Still Full')).status).toBe(503);
    expect((await call(`${product.url}/v1/films/the-godfather-1972`)).status).toBe(200);
    expect((await call(`${product.url}/v1/films?q=godfather`)).body['total']).toBeGreaterThan(0);
    expect(product.output()).toMatch(/"store-writes-failed".*No space left on device/);

    const rebuild = run('search-rebuild.ts', [], { MARQUEE_DATA_DIR: disk.path });
    expect(await rebuild.ended).toBe(1);
    const film = join(disk.path, '..', `${String(process.pid)}.jsonl`);
    await writeFile(film, '{"title":"Imported","year":2001}');
    expect(await importFilms(disk.path, film)).toMatchObject({
      how: 1,
      output: expect.stringMatching(/No space left/),
    });
    expect((await readdir(join(disk.path, 'snapshots'))).filter((name) => name.endsWith('.unfinished'))).toEqual([]);
    expect((await call(`${product.url}/v1/films?q=godfather`)).status).toBe(200);

    await rm(filler);
    expect((await create('After')).status).toBe(201);
    expect(await importFilms(disk.path, film)).toMatchObject({ how: 0 });
    await rm(film);
    product.process.kill('SIGKILL');
    await product.ended;
    const again = await start(disk.path);
    expect(again.output()).not.toContain('warning');
    for (const id of [...acknowledged, 'after-2001', 'imported-2001']) {
      expect({ id, status: (await call(`${again.url}/v1/films/${id}`)).status }).toEqual({ id, status: 200 });
    }
    again.process.kill('SIGKILL');
    await again.ended;
  } finally {
    await disk.unmount();
  }
});
