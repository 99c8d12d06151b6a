import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');
const CRUISER = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');

let copy: string;

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'marquee-boundaries-'));
  await cp(join(ROOT, 'server/src'), join(copy, 'server/src'), { recursive: true });
  for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'])
    await cp(join(ROOT, name), join(copy, name));
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
});

afterAll(() => rm(copy, { recursive: true }));

/** Puts files into a copy of the source where they break a rule, and asks the tool of the gate about the first. */
async function violationsOf(files: Record<string, string>): Promise<string> {
  const paths = Object.keys(files);
  for (const [path, source] of Object.entries(files)) {
    await mkdir(dirname(join(copy, 'server/src', path)), { recursive: true });
    await writeFile(join(copy, 'server/src', path), `${source}\n`);
  }
  const args = [CRUISER, '--config', '.dependency-cruiser.cjs', '--output-type', 'err', `server/src/${paths[0] ?? ''}`];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' });
  for (const path of paths) await rm(join(copy, 'server/src', path));
  expect(stderr).toBe('');
  expect(status).toBeGreaterThan(0);
  return stdout;
}

describe('the dependency rule is not goodwill: a planted violation is found', () => {
  test.each([
    ['domain/planted.ts', "import '../ports/clock.ts';", 'domain-imports-only-itself'],
    ['domain/planted.ts', "import 'node:fs';", 'domain-packages'],
    ['domain/planted.ts', "import type { Server } from 'node:http'; export type { Server };", 'domain-packages'],
    [
      'domain/planted.ts',
      "import manifest from '../../package.json' with { type: 'json' }; export { manifest };",
      'domain-packages',
    ],
    ['ports/planted.ts', "import * as z from 'zod'; export { z };", 'ports-packages'],
    ['ports/planted.ts', "import '../application/films/get-film.ts';", 'ports-imports-only-domain'],
    [
      'application/planted.ts',
      "import '../adapters/out/system/system-clock.ts';",
      'application-imports-only-domain-ports',
    ],
    [
      'application/planted.ts',
      "import type { Film } from '../composition/tokens.ts'; export type { Film };",
      'application-imports-only-domain-ports',
    ],
    ['application/planted.ts', "import 'express';", 'application-packages'],
    [
      'adapters/in/planted.ts',
      "import '../out/system/system-clock.ts';",
      'adapters-in-imports-only-domain-ports-application',
    ],
    ['adapters/out/planted.ts', "import '../in/http/etag.ts';", 'adapters-out-imports-only-domain-ports'],
    [
      'adapters/out/planted.ts',
      "import '../../application/films/get-film.ts';",
      'adapters-out-imports-only-domain-ports',
    ],
    ['adapters/out/planted.ts', "import 'inversify';", 'inversify-only-in-composition'],
    ['entrypoints/planted.ts', "import '../domain/errors.ts';", 'entrypoints-imports-only-composition'],
    ['stray/planted.ts', 'export {};', 'every-lone-file-has-a-layer'],
    ['stray/planted.ts', "import '../domain/errors.ts';", 'every-file-has-a-layer'],
    ['domain/planted.ts', "import './planted-twin.ts';", 'no-unresolvable'],
  ])('%s with %s', async (path, source, rule) => {
    expect(await violationsOf({ [path]: source })).toContain(rule);
  });

  test('a cycle', async () => {
    const files = {
      'domain/planted.ts': "import './planted-twin.ts';",
      'domain/planted-twin.ts': "import './planted.ts';",
    };
    expect(await violationsOf(files)).toContain('no-cycles');
  });
});
