import { existsSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from '@jest/globals';
import { call } from '../../testing/api/client.ts';
import { eventually } from '../../testing/eventually.ts';
import { useDataFolder, importFilms, run, runProgram } from '../../testing/processes/product.ts';

const SAMPLE = join(import.meta.dirname, '../../data/sample-films.json');

const COMMAND = join(import.meta.dirname, '../../src/entrypoints/films-import.ts');

const data = useDataFolder();

/** Writes a file of films that no other test uses, with one film on each line. */
async function writeFilms(count: number): Promise<string> {
  const file = join(data.path, 'films.jsonl');
  const lines = Array.from({ length: count }, (_, i) =>
    JSON.stringify({
      title: `Imported ${String(i)}`,
      year: 1950 + (i % 70),
      cast: [`Person ${String(i % 97)}`],
      extract: 'x'.repeat(500),
    }),
  );
  await writeFile(file, lines.join('\n'));
  return file;
}

describe('npm run films:import', () => {
  test('accepts a JSON array and JSON lines, plain and compressed with gzip, and reports the outcomes of the rows', async () => {
    const rows = [{ title: 'One', year: 2001 }, { title: 'Two' }, { title: 'Three', year: 2003 }];
    const array = JSON.stringify(rows);
    const files: [string, string | Buffer][] = [
      ['array.json', array],
      ['array.json.gz', gzipSync(array)],
      ['lines.jsonl', rows.map((row) => JSON.stringify(row)).join('\n')],
      ['no-ending', gzipSync(rows.map((row) => JSON.stringify(row)).join('\n'))],
    ];
    for (const [i, [name, content]] of files.entries()) {
      await writeFile(join(data.path, name), content);
      const { how, output } = await importFilms(data.path, join(data.path, name));
      expect(output).toMatch(i === 0 ? /3 rows in .*: 2 created, 1 bad/ : /3 rows in .*: 2 unchanged, 1 bad/);
      expect(output).toContain('row 2 bad: /year ');
      expect(how).toBe(0);
    }
  });

  test('shows the first 20 bad rows and reports all of them', async () => {
    const file = join(data.path, 'bad.jsonl');
    await writeFile(file, Array.from({ length: 30 }, () => '{"title":1}').join('\n'));
    const report = join(data.path, 'report.jsonl');
    const { output } = await importFilms(data.path, file, '--report', report);
    expect(output.match(/^row \d+ bad: /gm)).toHaveLength(20);
    const lines = (await readFile(report, 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(30);
    expect(JSON.parse(lines[29] ?? '')).toMatchObject({ row: 30, outcome: 'bad' });
  });

  test('prints what the rules cleaned: one line; for --report, a table with examples; for --report FILE, also JSON lines', async () => {
    const file = join(data.path, 'dirty.jsonl');
    const rows = [
      { title: 'One', year: 2001, cast: ['and', 'Ann One (actor)', 'with'], thumbnail: 'none' },
      { title: 'Two' },
    ];
    await writeFile(file, rows.map((row) => JSON.stringify(row)).join('\n'));
    const short = await importFilms(data.path, file);
    expect(short.output).toMatch(
      /1 created, 1 bad\nCleaned 4 values \(2 function-word, 1 bad-attribute, 1 note\)\. --report shows/,
    );
    const long = await importFilms(data.path, file, '--report');
    expect(long.output).toMatch(/^ +2 {2}function-word {2}only words such as "and"/m);
    expect(long.output).toMatch(/^ +row 1, cast: "and" dropped$/m);
    expect(long.output).toContain('row 1, cast: "Ann One (actor)" -> "Ann One"');
    const report = join(data.path, 'report.jsonl');
    for (const args of [
      [file, '--report', report],
      ['--report', report, file],
      [`--report=${report}`, file],
    ]) {
      expect((await importFilms(data.path, ...args)).how).toBe(0);
      const lines = (await readFile(report, 'utf8')).trim().split('\n');
      expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
        { row: 2, outcome: 'bad' },
        { rule: 'function-word', count: 2, examples: [{ row: 1, before: 'and', after: '' }, { before: 'with' }] },
        { rule: 'bad-attribute', count: 1 },
        { rule: 'note', count: 1 },
      ]);
      await writeFile(report, '');
    }
    expect((await importFilms(data.path, '--report', file)).output).toContain('1 unchanged, 1 bad');
  });

  const testWithFullDisk = existsSync('/dev/full') ? test : test.skip;
  testWithFullDisk(
    'imports the films even if the report does not fit on the disk, and says at the end that the report cannot be written',
    async () => {
      const file = join(data.path, 'films.jsonl');
      await writeFile(file, '{"title":1}\n{"title":"One","year":2001}');
      const { how, output } = await importFilms(data.path, file, '--report', '/dev/full');
      expect(output).toMatch(
        /2 rows in .*: 1 created, 1 bad\n1 film can be found .*\nThe report cannot be written: ENOSPC/,
      );
      expect(how).toBe(1);
    },
  );

  test('ends with the reason and exit code 1 for a damaged file, after importing the rows before the damage', async () => {
    const file = join(data.path, 'cut.json.gz');
    const whole = gzipSync(
      JSON.stringify(Array.from({ length: 1_500 }, (_, i) => ({ title: `F ${String(i * 7919)}`, year: 2000 }))),
    );
    await writeFile(file, whole.subarray(0, whole.length - 2_000));
    const { how, output } = await importFilms(data.path, file);
    expect(how).toBe(1);
    expect(output).toContain('The file is damaged');
    await writeFile(file, whole);
    expect((await importFilms(data.path, file)).output).toMatch(/1,500 rows.*created, [\d,]+ unchanged/);
  });

  test.each([
    [[], 2, 'Usage:'],
    [['a', 'b'], 2, 'Usage:'],
    [['--nonsense', 'a'], 2, 'Usage:'],
    [['/nowhere/films.json'], 1, 'There is nothing at /nowhere/films.json.'],
    [['http://127.0.0.1:1/films.json'], 1, 'does not answer'],
    [['s3://bucket-only'], 1, 's3://bucket/key'],
    [[join(import.meta.dirname, '../../testing/processes/product.ts')], 1, 'No row could be imported'],
    [[SAMPLE, '--report', '/nowhere/report'], 1, 'The report cannot be written'],
    [[SAMPLE, '--report', SAMPLE], 1, '--report must not name the file'],
  ])('%j ends with exit code %i and a message', async (args, code, text) => {
    const { how, output } = await importFilms(data.path, ...args);
    expect(how).toBe(code);
    expect(output).toContain(text);
    expect(output).not.toMatch(/at .*\.ts:\d/);
  });

  test('reads standard input', async () => {
    const file = join(data.path, 'one.jsonl.gz');
    await writeFile(file, gzipSync('{"title":"One","year":2001}'));
    const piped = runProgram('/bin/sh', ['-c', 'cat "$1" | "$2" "$3" -', 'sh', file, process.execPath, COMMAND], {
      MARQUEE_DATA_DIR: data.path,
    });
    expect(await piped.ended).toBe(0);
    expect(piped.output()).toContain('1 rows in');
    expect(piped.output()).toContain('1 film can be found by search');
  });

  test('an import that finds no file does not prevent the next start from importing the sample', async () => {
    expect((await importFilms(data.path, '/nowhere/films.json')).how).toBe(1);
    const server = await data.start();
    expect((await call(`${server.url}/v1/films?q=godfather`)).body['total']).toBeGreaterThan(0);
  });

  test('a server that was started during an import keeps running after the import has ended', async () => {
    const importing = run('films-import.ts', [await writeFilms(2_000)], { MARQUEE_DATA_DIR: data.path });
    await importing.says(/^\d+ %/m);
    const server = await data.start();
    expect(server.output()).toContain('opened by another process');
    const how = await importing.ended;
    expect({ how, output: how === 0 ? '' : importing.output() }).toEqual({ how: 0, output: '' });
    expect((await call(`${server.url}/v1/films/imported-1999-1989`)).status).toBe(200);
    await eventually(async () => (await call(`${server.url}/v1/films?limit=1`)).body['total'] === 2_000);
  });

  test('makes the films of a small import searchable as quickly as an edit, both in a running server and in a server that starts later', async () => {
    const server = await data.start();
    await call(`${server.url}/v1/films?limit=1`);
    const file = join(data.path, 'small.jsonl');
    await writeFile(file, '{"title":"Zyzzyva One","year":2001}\n{"title":"Zyzzyva Two","year":2002}');
    const { output } = await importFilms(data.path, file);
    expect(output).toMatch(/2 films can be found by search\. A running server notices the change within 2 s\.\n$/);
    await eventually(async () => (await call(`${server.url}/v1/films?q=zyzzyva`)).body['total'] === 2);
    server.process.kill('SIGTERM');
    await server.ended;
    await writeFile(file, '{"title":"Zyzzyva Three","year":2003}');
    expect((await importFilms(data.path, file)).output).toContain('1 film can be found by search');
    const later = await data.start();
    expect((await call(`${later.url}/v1/films?q=zyzzyva`)).body['total']).toBe(3);
  });

  test('after a large import into a folder that no server uses, the first search of the next server finds the films', async () => {
    const { output } = await importFilms(data.path, await writeFilms(1_000));
    expect(output).toMatch(/1,000 films can be found by search, [\d.]+ s after the last row\n$/);
    const server = await data.start();
    const { body } = await call(`${server.url}/v1/films?limit=1`);
    expect(body).toMatchObject({ total: 1_000, isPartial: false });
    expect((await importFilms(data.path, join(data.path, 'films.jsonl'))).output).toContain('Nothing has changed');
  });

  test('a running server finds the films that an import in another process adds', async () => {
    const server = await data.start();
    const before = (await call(`${server.url}/v1/films?limit=1`)).body['total'] as number;
    expect((await importFilms(data.path, await writeFilms(2_000))).output).toContain('2,000 created');
    await eventually(async () => (await call(`${server.url}/v1/films?limit=1`)).body['total'] === before + 2_000);
    expect((await call(`${server.url}/v1/films?title=imported+1999`)).body['total']).toBe(1);
  });

  test.each(['SIGKILL', 'SIGINT'] as const)(
    'a second run completes an import that %s ended midway, without duplicates',
    async (signal) => {
      const file = await writeFilms(2_000);
      const first = run('films-import.ts', [file], { MARQUEE_DATA_DIR: data.path });
      await first.says(/^[2-6]\d %/m);
      first.process.kill(signal);
      expect(await first.ended).toBe(signal === 'SIGINT' ? 130 : 'SIGKILL');
      if (signal === 'SIGINT') {
        expect(first.output()).toMatch(
          / rows in .* created\n.*search:rebuild.*\nInterrupted\. .*run it again to complete/,
        );
      }

      const { output } = await importFilms(data.path, file);
      const [, created = '0', unchanged = '0'] = /: ([\d,]+) created, ([\d,]+) unchanged/.exec(output) ?? [];
      const number = (text: string) => Number(text.replaceAll(',', ''));
      expect(number(created) + number(unchanged)).toBe(2_000);
      expect(number(unchanged)).toBeGreaterThan(300);
      const server = await data.start();
      expect((await call(`${server.url}/v1/films?limit=1`)).body['total']).toBe(2_000);
    },
  );
});
