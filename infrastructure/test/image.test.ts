import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const ROOT = join(import.meta.dirname, '../..');

test('the image has the Node that package.json pins', () => {
  const { optionalDependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
    readonly optionalDependencies: { readonly node: string };
  };
  const [, version] = /^ARG BUILD_BASE=\S+\/node:([\d.]+)-/m.exec(readFileSync(join(ROOT, 'Dockerfile'), 'utf8')) ?? [];
  assert.equal(version, optionalDependencies.node);
});
