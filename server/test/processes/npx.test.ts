import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, afterEach, beforeAll, expect, test } from '@jest/globals';
import { OmdbDouble } from '../../testing/omdb-double/server.ts';
import { runProgram, type Running } from '../../testing/processes/product.ts';

const ROOT = join(import.meta.dirname, '../../..');

/** This Node, and the oldest one on the PATH that the package supports, if it is another one. */
function nodes(): (readonly [version: string, path: string])[] {
  const found = new Map<string, string>([[process.versions.node, process.execPath]]);
  for (const folder of (process.env['PATH'] ?? '').split(delimiter)) {
    const path = join(folder, 'node');
    if (!existsSync(path)) continue;
    const version = execFileSync(path, ['--version'], { encoding: 'utf8' }).trim().slice(1);
    if (Number.parseInt(version) >= 20 && !found.has(version)) found.set(version, realpathSync(path));
  }
  const sorted = [...found].sort(([one], [other]) => one.localeCompare(other, 'en', { numeric: true }));
  return sorted.filter(([version], index) => index === 0 || version === process.versions.node);
}

let folder: string;
let tarball: string;
let double: OmdbDouble;
let running: Running | undefined;
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'marquee-npx-'));
  double = await OmdbDouble.start();
  const github = { GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'example/marquee' };
  const packing = runProgram(process.execPath, ['scripts/pack-npx/main.ts', '--out', folder], github, ROOT);
  if ((await packing.ended) !== 0) throw new Error(packing.output());
  tarball = packing.output().trim().split('\n').at(-1) ?? '';
});
afterEach(async () => {
  running?.process.kill('SIGTERM');
  await running?.ended;
  running = undefined;
});
afterAll(async () => {
  await double.close();
  rmSync(folder, { recursive: true, force: true });
});

/** Reads a file of the package. */
function packed(path: string): string {
  return execFileSync('tar', ['-xzOf', tarball, `package/${path}`], { encoding: 'utf8' });
}

test('the package names the repository that GitHub packs it for, without which npm refuses its provenance', () => {
  const { repository } = JSON.parse(packed('package.json')) as { repository?: unknown };
  expect(repository).toEqual({ type: 'git', url: 'git+https://github.com/example/marquee.git' });
});

test('the package has the text of the licence of everything in it, also of what a library is compiled from', () => {
  const notices = packed('THIRD-PARTY-NOTICES.txt')
    .split(`\n${'-'.repeat(80)}\n`)
    .map((notice) => {
      const [names = '', ...text] = notice.replace('Marquee contains the following packages.', '').trim().split('\n\n');
      return { names, text: text.join('\n\n') };
    });
  expect(notices.filter(({ text }) => !/copyright|licen[cs]e/i.test(text))).toEqual([]);
  const textOf = (name: string) => notices.find(({ names }) => new RegExp(`^${name} \\d`, 'm').test(names))?.text;
  expect(textOf('classic-level')).toMatch(/The LevelDB Authors[\s\S]*Copyright 2011, Google Inc\./);
  // These two only name their licence.
  expect(textOf('@aws-sdk/nested-clients')).toMatch(/Apache License/);
  expect(textOf('koa-compose')).toMatch(/Permission is hereby granted/);
});

test.each(nodes())(
  'with Node %s, npx of the package starts the product in an empty folder, without network, and finds films and movies',
  async (version, path) => {
    const home = join(folder, version);
    const [bin, empty] = [join(home, 'bin'), join(home, 'empty')];
    for (const one of [bin, empty]) mkdirSync(one, { recursive: true });
    symlinkSync(path, join(bin, 'node'));
    const settings = {
      PATH: [bin, process.env['PATH']].join(delimiter),
      NPM_CONFIG_CACHE: join(home, 'cache'),
      PORT: '0',
      MARQUEE_MOVIE_PROVIDER: 'omdb',
      MARQUEE_OMDB_URL: double.url,
      MARQUEE_OMDB_IMAGE_URL: double.imageUrl,
      MARQUEE_OMDB_KEY: double.token,
    };
    running = runProgram('npx', ['--yes', '--offline', `file:${tarball}`], settings, empty);
    const [, url = ''] = await running.says(/Marquee is at (http\S+)/);
    const get = async (target: string) => {
      const answer = await fetch(url + target);
      return { status: answer.status, body: await answer.text() };
    };
    // The snapshot is built in a thread, whose module no bundler sees.
    await running.says(/snapshot-(?:published|rebuild-failed)/);
    expect(running.output()).not.toContain('snapshot-rebuild-failed');
    // Groups the words of a name that is misspelt, and calls the provider through retry and breaker: two things for which Node 20
    // lacks something.
    expect((await get('/v1/films?q=godfahter&limit=1')).body).toContain('"id":"the-godfather-1972"');
    expect((await get('/v1/movies?query=lantern')).body).toContain('The Silent Lantern of Brackwater');
    for (const target of [
      '/',
      '/films/the-godfather-1972',
      '/v1/films?genre=Noir&facets=genre,decade',
      '/v1/suggestions?q=mifu',
      '/v1/films/the-godfather-1972/similar',
      '/v1/people/Al%20Pacino',
      '/v1/status',
      '/v1/docs',
      '/docs-assets/swagger-ui-bundle.js',
      '/v1/openapi.json',
    ]) {
      expect([target, (await get(target)).status]).toEqual([target, 200]);
    }
    expect(existsSync(join(empty, '.data'))).toBe(true);
    running.process.kill('SIGTERM');
    await running.ended;
    await expect(fetch(url)).rejects.toThrow('fetch failed');
  },
);
