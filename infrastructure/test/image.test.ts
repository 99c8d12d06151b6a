import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const ROOT = join(import.meta.dirname, '../..');
const DOCKERFILE = readFileSync(join(ROOT, 'Dockerfile'), 'utf8');

test('the image has the Node that package.json pins', () => {
  const { optionalDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    readonly optionalDependencies: { readonly node: string };
  };
  const [, version] = /^FROM \S+\/node:([\d.]+)-/m.exec(DOCKERFILE) ?? [];
  assert.equal(version, optionalDependencies.node);
});

test('the image names its bases literally, because Dependabot resolves no argument', () => {
  const bases = DOCKERFILE.match(/^FROM .*/gm) ?? [];
  assert.ok(bases.length > 0);
  for (const base of bases) assert.doesNotMatch(base, /\$/);
});
