import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');
/** Text in backticks that begins at the root of the repository, such as `server/src/domain/film.ts`. */
const PATH = /`((?:server|client|bench|infrastructure|docs|scripts)\/[\w./-]+)`/g;

test('every path that docs/architecture.md names exists, so that the page leads to the right file', () => {
  const page = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');
  const paths = [...page.matchAll(PATH)].map(([, path = '']) => path);
  expect(paths.length).toBeGreaterThan(40);
  expect(paths.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});
