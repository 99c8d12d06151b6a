import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from '@jest/globals';
import { call } from '../../testing/api/client.ts';
import { importFilms, makeDataDir, run, useDataFolder } from '../../testing/processes/product.ts';

const data = useDataFolder();

async function exportFilms(dataDir: string, ...args: string[]) {
  const running = run('films-export.ts', args, { MARQUEE_DATA_DIR: dataDir });
  return { how: await running.ended, output: running.output() };
}

async function importOneFilm(): Promise<void> {
  const file = join(data.path, 'one.jsonl');
  await writeFile(file, '{"title":"One","year":2001}');
  expect((await importFilms(data.path, file)).how).toBe(0);
}

const sha256 = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');

test('npm run films:export says what it does, and refuses arguments', async () => {
  const help = await exportFilms(data.path, '--help');
  expect(help).toMatchObject({ how: 0, output: expect.stringContaining('Usage: npm run films:export') as unknown });
  for (const args of [['films.jsonl'], ['--out='], ['--nonsense']]) {
    expect(await exportFilms(data.path, ...args)).toMatchObject({ how: 2 });
  }
});

test('films that were exported while a server runs, and imported into an empty folder, are exported as the same bytes', async () => {
  const { url } = await data.start();
  const films = `${url}/v1/films`;
  await call(films, { method: 'POST', json: { title: '🎬', year: 2001, rating: 8.3, more: { deep: [1, null] } } });
  await call(films, { method: 'POST', json: { title: 'Gone', year: 1999 } });
  await call(`${films}/gone-1999`, { method: 'DELETE', headers: { 'if-match': '*' } });
  const [first, second] = [join(data.path, 'first.jsonl'), join(data.path, 'second.jsonl.gz')];
  const { how, output } = await exportFilms(data.path, '--out', first);
  expect(output).toMatch(/^240 films, and 1 deleted in .*first\.jsonl after [\d.]+ s \(peak memory \d+ MB\)$/m);
  expect(output).toContain(`SHA-256 of the lines: ${sha256(await readFile(first))}`);
  expect(how).toBe(0);
  const copy = await makeDataDir();
  try {
    const imported = await importFilms(copy.path, first);
    expect(imported.output).toContain('241 rows in');
    expect(imported.output).toContain('\n240 films can be found by search');
    const again = await exportFilms(copy.path, '--out', second, '--gzip');
    expect(again.output).toContain(`SHA-256 of the lines before compression: ${sha256(await readFile(first))}`);
    expect(gunzipSync(await readFile(second)).equals(await readFile(first))).toBe(true);
    const third = await importFilms(copy.path, second);
    expect(third.output).toMatch(/241 unchanged\n[^]*Nothing has changed/);
  } finally {
    await copy.remove();
  }
});

test('--out - writes only the lines to standard output', async () => {
  await importOneFilm();
  const running = run('films-export.ts', ['--out', '-'], { MARQUEE_DATA_DIR: data.path });
  let lines = '';
  running.process.stdout.on('data', (text: string) => {
    lines += text;
  });
  expect(await running.ended).toBe(0);
  expect(running.output()).toMatch(/^1 film in standard output/m);
  expect(lines).toMatch(/^\{.*"id":"one-2001",.*\}\n$/);
});

test('refuses a data folder without films, and does not create it', async () => {
  const folder = join(data.path, 'wrong');
  const { how, output } = await exportFilms(folder, '--out', '-');
  expect(output).toBe(
    `There are no films in ${folder}, because no server or import has used this folder (MARQUEE_DATA_DIR).\n`,
  );
  expect(how).toBe(1);
  expect(existsSync(folder)).toBe(false);
});

test('an export that fails leaves the file as it was, and no other file', async () => {
  await importOneFilm();
  const file = join(data.path, 'films.jsonl');
  await writeFile(file, 'an earlier export');
  const closed = { MARQUEE_DATA_DIR: data.path, MARQUEE_DYNAMODB_ENDPOINT: 'http://127.0.0.1:1' };
  const failed = run('films-export.ts', ['--out', file], closed);
  expect(await failed.ended).toBe(1);
  expect(await readFile(file, 'utf8')).toBe('an earlier export');
  const missing = await exportFilms(data.path, '--out', '/nowhere/films.jsonl');
  expect(missing).toMatchObject({
    how: 1,
    output: expect.stringContaining('/nowhere/films.jsonl cannot be written') as unknown,
  });
  expect((await readdir(data.path)).filter((name) => name.includes('unfinished'))).toEqual([]);
  expect(existsSync('/nowhere')).toBe(false);
});
