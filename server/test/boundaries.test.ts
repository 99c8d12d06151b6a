import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');
const CRUISER = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');

/** Each file breaks the rule that stands behind it. Planted together, so that the tool starts once instead of 18 times. */
const VIOLATIONS: readonly (readonly [path: string, source: string, rule: string])[] = [
  ['domain/planted-1.ts', "import '../ports/clock.ts';", 'domain-imports-only-itself'],
  ['domain/planted-2.ts', "import 'node:fs';", 'domain-packages'],
  ['domain/planted-3.ts', "import type { Server } from 'node:http'; export type { Server };", 'domain-packages'],
  [
    'domain/planted-4.ts',
    "import manifest from '../../package.json' with { type: 'json' }; export { manifest };",
    'domain-packages',
  ],
  ['ports/planted-1.ts', "import * as z from 'zod'; export { z };", 'ports-packages'],
  ['ports/planted-2.ts', "import '../application/films/get-film.ts';", 'ports-imports-only-domain'],
  [
    'application/planted-1.ts',
    "import '../adapters/out/system/system-clock.ts';",
    'application-imports-only-domain-ports',
  ],
  [
    'application/planted-2.ts',
    "import type { Film } from '../composition/tokens.ts'; export type { Film };",
    'application-imports-only-domain-ports',
  ],
  ['application/planted-3.ts', "import 'express';", 'application-packages'],
  [
    'adapters/in/planted-1.ts',
    "import '../out/system/system-clock.ts';",
    'adapters-in-imports-only-domain-ports-application',
  ],
  ['adapters/out/planted-1.ts', "import '../in/http/etag.ts';", 'adapters-out-imports-only-domain-ports'],
  [
    'adapters/out/planted-2.ts',
    "import '../../application/films/get-film.ts';",
    'adapters-out-imports-only-domain-ports',
  ],
  ['adapters/out/planted-3.ts', "import 'inversify';", 'inversify-only-in-composition'],
  ['entrypoints/planted-1.ts', "import '../domain/errors.ts';", 'entrypoints-imports-only-composition'],
  ['stray/planted-1.ts', 'export {};', 'every-lone-file-has-a-layer'],
  ['stray/planted-2.ts', "import '../domain/errors.ts';", 'every-file-has-a-layer'],
  ['domain/planted-5.ts', "import './absent.ts';", 'no-unresolvable'],
  ['domain/planted-6.ts', "import './planted-7.ts';", 'no-cycles'],
];

/** Closes the cycle, which is reported once. */
const TWIN = ['domain/planted-7.ts', "import './planted-6.ts';"] as const;

let copy: string;
/** What the tool of the gate reports about the planted files: `error <rule>: <file> → ...` for each violation. */
let report: string;

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'marquee-boundaries-'));
  await cp(join(ROOT, 'server/src'), join(copy, 'server/src'), { recursive: true });
  for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'])
    await cp(join(ROOT, name), join(copy, name));
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  for (const [path, source] of [...VIOLATIONS, TWIN]) {
    const file = join(copy, 'server/src', path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${source}\n`);
  }
  const planted = VIOLATIONS.map(([path]) => `server/src/${path}`);
  const args = [CRUISER, '--config', '.dependency-cruiser.cjs', '--output-type', 'err', ...planted];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBeGreaterThan(0);
  report = stdout;
});

afterAll(() => rm(copy, { recursive: true }));

describe('the dependency rule is not goodwill: a planted violation is found', () => {
  test.each(VIOLATIONS)('%s with %s', (path, _source, rule) => {
    expect(report).toContain(`${rule}: server/src/${path}`);
  });
});
