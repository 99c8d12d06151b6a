import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { ENVIRONMENTS } from '../config/environments.ts';

const ROOT = join(import.meta.dirname, '../..');
const GENERATED = [
  'docs/cost.md',
  ...['deploy', 'drift', 'plan', 'rehearse'].map((name) => `.github/workflows/${name}.yml`),
];
const ANY = ENVIRONMENTS.map(({ name }) => name).join('|');

/** Returns the lines of the files that match the pattern, as `file:line`. */
function linesWith(pattern: RegExp, files: readonly string[], except: RegExp): string[] {
  const isNotSource = (path: string) => /(?:^|\/)(?:node_modules|dist|cdktf\.out)$/.test(path);
  const paths = globSync(files, { cwd: ROOT, exclude: isNotSource }).filter(
    (path) => !except.test(path) && !GENERATED.includes(path),
  );
  assert.notEqual(paths.length, 0);
  return paths.flatMap((path) =>
    readFileSync(join(ROOT, path), 'utf8')
      .split('\n')
      .flatMap((line, index) => (pattern.test(line) ? [`${path}:${String(index + 1)}`] : [])),
  );
}

test('no code contains the name of an environment, because all differences between environments are fields of their entries', () => {
  const code = ['infrastructure', 'scripts', 'server/src', 'client/src'].map((folder) => `${folder}/**/*.{ts,tsx,mjs}`);
  const except = /\.test\.ts|^infrastructure\/(?:test|config\/environments\.ts)/;
  assert.deepEqual(linesWith(new RegExp(`['"\`](?:${ANY})['"\`]`), code, except), []);
  const shell = ['*.sh', 'scripts/**/*.sh', '.github/workflows/*.yml'];
  assert.deepEqual(linesWith(new RegExp(`^(?!\\s*#).*(?<!/)\\b(?:${ANY})\\b`), shell, /^$/), []);
});

test('no document lists the environments, because such a list becomes outdated', () => {
  const list = new RegExp(`\\b(${ANY})\\b.*\\b(?!\\1\\b)(?:${ANY})\\b`);
  const documents = [
    'README.md',
    'docs/**/*.md',
    'infrastructure/*.md',
    '{scripts,infrastructure}/**/*.{ts,sh}',
    '*.sh',
  ];
  assert.deepEqual(linesWith(list, documents, /^infrastructure\/test/), []);
});
