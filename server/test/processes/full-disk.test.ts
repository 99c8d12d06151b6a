import { spawnSync } from 'node:child_process';
import { open, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, expect, test } from '@jest/globals';
import { call } from '../../testing/api/client.ts';
import { useDataFolder, importFilms, makeDataDir, run, startProduct } from '../../testing/processes/product.ts';

const DISK_MB = 24;

const data = useDataFolder();

async function start(dataDir: string) {
  const product = await startProduct(dataDir);
  data.end(product);
  return product;
}

/** Mounts a small disk. Returns `undefined` if this user may not mount a disk. */
async function mountDisk(): Promise<{ path: string; unmount: () => Promise<void> } | undefined> {
  const folder = await makeDataDir();
  const mount = ['mount', '-t', 'tmpfs', '-o', `size=${String(DISK_MB)}m,mode=777`, 'tmpfs', folder.path];
  if (!asRoot(mount)) {
    await folder.remove();
    return undefined;
  }
  return {
    path: folder.path,
    unmount: async () => {
      asRoot(['umount', '-l', folder.path]);
      await folder.remove();
    },
  };
}

/**
 * Runs a command as root and returns true if it succeeds. If this user is not root, as in GitHub's jobs, sudo runs the
 * command. The command fails if sudo would ask for a password.
 */
function asRoot(command: readonly string[]): boolean {
  const [program = '', ...args] = process.getuid?.() === 0 ? command : ['sudo', '-n', ...command];
  return spawnSync(program, args).status === 0;
}

const disk = await mountDisk();
if (!disk)
  process.stderr.write('NOTICE: the full disk is not tested, because this user may not mount one, even with sudo.\n');
afterAll(async () => disk?.unmount());

/** Fills the disk completely. Each write that fails halves the size of the next write, down to one byte. */
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

(disk ? test : test.skip)(
  'on a full disk, the server refuses writes with 503 but answers reads and searches, and it accepts writes again when there is room',
  async () => {
    const folder = disk?.path ?? '';
    const product = await start(folder);
    const create = async (title: string) =>
      call(`${product.url}/v1/films`, { method: 'POST', json: { title, year: 2001, extract: 'x'.repeat(2_000) } });
    const acknowledged: string[] = [];
    const filler = join(folder, 'filler');
    await fillUp(filler);
    let refused;
    // The first writes may succeed, because LevelDB can still write some films into blocks that it has already
    // allocated.
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

    const rebuild = run('search-rebuild.ts', [], { MARQUEE_DATA_DIR: folder });
    expect(await rebuild.ended).toBe(1);
    const film = join(folder, '..', `${String(process.pid)}.jsonl`);
    await writeFile(film, '{"title":"Imported","year":2001}');
    expect(await importFilms(folder, film)).toMatchObject({
      how: 1,
      output: expect.stringMatching(/No space left/),
    });
    expect((await readdir(join(folder, 'snapshots'))).filter((name) => name.endsWith('.unfinished'))).toEqual([]);
    expect((await call(`${product.url}/v1/films?q=godfather`)).status).toBe(200);

    await rm(filler);
    expect((await create('After')).status).toBe(201);
    expect(await importFilms(folder, film)).toMatchObject({ how: 0 });
    await rm(film);
    product.process.kill('SIGKILL');
    await product.ended;
    const again = await start(folder);
    expect(again.output()).not.toContain('warning');
    for (const id of [...acknowledged, 'after-2001', 'imported-2001']) {
      expect({ id, status: (await call(`${again.url}/v1/films/${id}`)).status }).toEqual({ id, status: 200 });
    }
    again.process.kill('SIGKILL');
    await again.ended;
  },
);
