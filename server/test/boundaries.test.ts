import { spawnSync } from 'node:child_process';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');
const CRUISER = join(ROOT, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');

/**
 * Each entry is a file that breaks a rule: its path, its source and the rule. All files are written at once, so that
 * dependency-cruiser starts once instead of 30 times.
 */
const VIOLATIONS: readonly (readonly [path: string, source: string, rule: string])[] = [
  ['server/src/domain/planted-1.ts', "import '../ports/clock.ts';", 'domain-imports-only-itself'],
  ['server/src/domain/planted-2.ts', "import 'node:fs';", 'domain-packages'],
  [
    'server/src/domain/planted-3.ts',
    "import type { Server } from 'node:http'; export type { Server };",
    'domain-packages',
  ],
  [
    'server/src/domain/planted-4.ts',
    "import manifest from '../../package.json' with { type: 'json' }; export { manifest };",
    'domain-packages',
  ],
  // The entry file of this package is in a folder with the name dist.
  ['server/src/domain/planted-8.ts', "import 'cockatiel';", 'domain-packages'],
  ['server/src/ports/planted-1.ts', "import * as z from 'zod'; export { z };", 'ports-packages'],
  ['server/src/ports/planted-2.ts', "import '../application/films/get-film.ts';", 'ports-imports-only-domain'],
  [
    'server/src/application/planted-1.ts',
    "import '../adapters/driven/system/system-clock.ts';",
    'application-imports-only-domain-ports-resilience',
  ],
  [
    'server/src/application/planted-2.ts',
    "import type { Film } from '../composition/tokens.ts'; export type { Film };",
    'application-imports-only-domain-ports-resilience',
  ],
  ['server/src/application/planted-3.ts', "import 'express';", 'application-packages'],
  [
    'server/src/application/planted-4.ts',
    "import '../resilience/provider-policies.ts';",
    'application-reaches-no-cockatiel',
  ],
  [
    'server/src/resilience/planted-1.ts',
    "import '../application/films/get-film.ts';",
    'resilience-imports-only-domain-ports',
  ],
  ['server/src/resilience/planted-2.ts', "import 'axios';", 'resilience-packages'],
  [
    'server/src/adapters/driving/planted-1.ts',
    "import '../driven/system/system-clock.ts';",
    'adapters-driving-imports-only-domain-ports-resilience-application',
  ],
  [
    'server/src/adapters/driving/planted-2.ts',
    "import '../local/dynamodb/embedded-store.ts';",
    'adapters-driving-imports-only-domain-ports-resilience-application',
  ],
  [
    'server/src/adapters/driven/planted-1.ts',
    "import '../driving/http/etag.ts';",
    'adapters-driven-imports-only-domain-ports-resilience',
  ],
  [
    'server/src/adapters/driven/planted-2.ts',
    "import '../../application/films/get-film.ts';",
    'adapters-driven-imports-only-domain-ports-resilience',
  ],
  [
    'server/src/adapters/driven/planted-3.ts',
    "import '../local/dynamodb/embedded-store.ts';",
    'adapters-driven-imports-only-domain-ports-resilience',
  ],
  ['server/src/adapters/driven/planted-4.ts', "import 'inversify';", 'inversify-only-in-composition'],
  [
    'server/src/adapters/local/planted-1.ts',
    "import '../driving/http/etag.ts';",
    'adapters-local-imports-only-domain-ports-adapters-driven',
  ],
  ['server/src/entrypoints/planted-1.ts', "import '../domain/errors.ts';", 'entrypoints-imports-only-composition'],
  ['server/src/stray/planted-1.ts', 'export {};', 'every-lone-file-has-a-layer'],
  ['server/src/stray/planted-2.ts', "import '../domain/errors.ts';", 'every-file-has-a-layer'],
  ['server/src/composition/planted-1.ts', "import '../stray/planted-2.ts';", 'every-import-goes-to-a-layer'],
  ['server/src/domain/planted-5.ts', "import './absent.ts';", 'no-unresolvable'],
  ['server/src/domain/planted-6.ts', "import './planted-7.ts';", 'no-cycles'],
  ['server/src/composition/planted-2.ts', "import '../../testing/target.ts';", 'source-imports-no-test-code'],
  ['server/src/composition/planted-3.ts', "import '../../test/target.ts';", 'source-imports-no-test-code'],
  ['server/src/composition/planted-4.ts', "import '../../../bench/target.ts';", 'source-imports-no-test-code'],
  ['server/testing/planted-1.ts', "import '../test/target.ts';", 'testing-imports-no-test-and-no-benchmark'],
  ['server/testing/planted-2.ts', "import '../../bench/target.ts';", 'testing-imports-no-test-and-no-benchmark'],
  ['client/testing/planted-1.ts', "import '../../bench/target.ts';", 'testing-imports-no-test-and-no-benchmark'],
  ['server/test/planted-1.ts', "import '../../bench/target.ts';", 'tests-import-no-benchmark'],
  ['server/src/domain/planted.test.ts', "import '../../../bench/target.ts';", 'tests-import-no-benchmark'],
  ['bench/planted-1.ts', "import '../server/test/target.ts';", 'benchmarks-import-no-test'],
  ['bench/planted-2.ts', "import './planted-3.ts';", 'no-cycles'],
  [
    'infrastructure/stacks/planted-1.ts',
    "import '../../server/src/domain/scopes.ts';",
    'infrastructure-imports-only-deployment',
  ],
];

/**
 * The files that the planted files import. For each planted cycle, the other file of the cycle is here, because a cycle
 * is reported only once.
 */
const TARGETS = [
  ['server/src/domain/planted-7.ts', "import './planted-6.ts';"],
  ['bench/planted-3.ts', "import './planted-2.ts';"],
  ['server/test/target.ts', 'export {};'],
  ['server/testing/target.ts', 'export {};'],
  ['bench/target.ts', 'export {};'],
] as const;

let copy: string;
/** What dependency-cruiser reports about the planted files: `error <rule>: <file> → ...` for each violation. */
let report: string;

beforeAll(async () => {
  copy = await mkdtemp(join(tmpdir(), 'marquee-boundaries-'));
  await cp(join(ROOT, 'server/src'), join(copy, 'server/src'), { recursive: true });
  for (const name of ['.dependency-cruiser.cjs', 'tsconfig.json', 'package.json'])
    await cp(join(ROOT, name), join(copy, name));
  await symlink(join(ROOT, 'node_modules'), join(copy, 'node_modules'));
  for (const [path, source] of [...VIOLATIONS, ...TARGETS]) {
    const file = join(copy, path);
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, `${source}\n`);
  }
  const planted = VIOLATIONS.map(([path]) => path);
  const args = [CRUISER, '--config', '.dependency-cruiser.cjs', '--output-type', 'err', ...planted];
  const { stdout, stderr, status } = spawnSync(process.execPath, args, { cwd: copy, encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(status).toBeGreaterThan(0);
  report = stdout;
});

afterAll(() => rm(copy, { recursive: true }));

describe('the dependency rules find a planted violation', () => {
  test.each(VIOLATIONS)('in %s: %s', (path, _source, rule) => {
    expect(report).toContain(`${rule}: ${path}`);
  });
});

/**
 * Returns the layers that docs/architecture.md lists. The row `| `ports` | what | domain |`, for example, gives `ports:
 * ['domain']`.
 */
async function documentedLayers(): Promise<Record<string, string[]>> {
  const text = await readFile(join(ROOT, 'docs/architecture.md'), 'utf8');
  const [, table = ''] = /^\| folder of `server\/src`.*\n\|[-| ]+\|\n((?:\|.*\n)+)/m.exec(text) ?? [];
  const rows = table
    .trim()
    .split('\n')
    .map((row) => row.split('|').map((cell) => cell.trim()));
  return Object.fromEntries(
    rows.map(([, layer = '', , imports = '']) => [
      layer.replaceAll('`', ''),
      imports === 'nothing' ? [] : imports.replace(/ \(\[.*?\]\(.*?\)\)/g, '').split(', '),
    ]),
  );
}

/** The layers and packages that each layer may import according to the rules of dependency-cruiser. */
function enforcedLayers(): Record<string, string[]> {
  type Rule = { name: string; from: { path?: string }; to: { path?: string; pathNot?: string[] } };
  const { forbidden } = createRequire(import.meta.url)(join(ROOT, '.dependency-cruiser.cjs')) as { forbidden: Rule[] };
  const layers: Record<string, string[]> = {};
  for (const { name, from, to } of forbidden) {
    const [, layer] = /^\^server\/src\/(.+)\/$/.exec(from.path ?? '') ?? [];
    if (layer === undefined || !/-imports-only-|-packages$/.test(name)) continue;
    const allowed = (to.pathNot ?? []).flatMap(
      (path) => /^(?:\^server\/src|node_modules)\/(.+)\/$/.exec(path)?.[1] ?? [],
    );
    layers[layer] = [...(layers[layer] ?? []), ...allowed.filter((other) => other !== layer)];
  }
  return layers;
}

test('the table of layers in docs/architecture.md is what the rules enforce', async () => {
  const { composition, ...documented } = await documentedLayers();
  expect(documented).toEqual(enforcedLayers());
  expect(composition).toEqual(['everything']);
});

test('the drawing of layers in docs/architecture.md has no arrow that the rules forbid', async () => {
  const text = await readFile(join(ROOT, 'docs/architecture.md'), 'utf8');
  const [, drawing = ''] = /^## Layers\n\n((?: {4}.*\n)+)/m.exec(text) ?? [];
  const layers = { ...enforcedLayers(), composition: ['everything'] };
  const arrows = drawing.split('\n').flatMap((line) => {
    const names = line
      .replace(/\(.*\)/, '')
      .split('──>')
      .map((name) => name.trim());
    return names.slice(1).map((to, i) => [names[i] ?? '', to] as const);
  });
  expect(arrows.length).toBeGreaterThan(5);
  for (const [from, to] of arrows) expect(layers).toHaveProperty([from], expect.arrayContaining([to]));
});
