import { open, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, expect, test } from '@jest/globals';
import { call } from '../../testing/api/client.ts';
import { eventually } from '../../testing/eventually.ts';
import { useDataFolder, importFilms } from '../../testing/processes/product.ts';

const FILMS = 600;

const data = useDataFolder();
let dynamodb: string;

/** Fills the folder with films and a snapshot that contains all of them. */
beforeEach(async () => {
  dynamodb = join(data.path, 'dynamodb');
  const file = join(data.path, 'films.jsonl');
  const extract = 'x'.repeat(500);
  const lines = Array.from({ length: FILMS }, (_, i) =>
    JSON.stringify({ title: `Film ${String(i)}`, year: 2000, extract }),
  );
  await writeFile(file, lines.join('\n'));
  expect((await importFilms(data.path, file)).output).toContain('600 films can be found by search');
});

async function damageNewestWrites(): Promise<void> {
  const log = (await readdir(dynamodb)).find((name) => name.endsWith('.log'));
  const file = await open(join(dynamodb, log ?? ''), 'r+');
  await file.write(Buffer.alloc(4, 0xff), 0, 4, 30_000);
  await file.close();
}

test('after damaged writes, rebuilds search from the remaining films, and reports the loss until search is rebuilt', async () => {
  await damageNewestWrites();
  const { url, output } = await data.start();
  const [, missing = '0'] = /warning +(\d+) of 600 films are missing/.exec(output()) ?? [];
  expect(Number(missing)).toBeGreaterThan(0);
  const left = FILMS - Number(missing);
  const search = async () => (await call(`${url}/v1/films?limit=1`)).body;
  const first = await search();
  expect(first['isPartial'] === true || first['total'] === left).toBe(true);
  await eventually(async () => (await search())['isPartial'] === false);
  expect(await search()).toMatchObject({ total: left });
});

test('does not import the sample into a folder that has lost all its films', async () => {
  await rm(dynamodb, { recursive: true });
  const { url, output } = await data.start();
  expect(output()).toMatch(/warning +600 of 600 films are missing/);
  expect((await call(`${url}/v1/films?limit=1`)).body['total']).toBe(0);
});
