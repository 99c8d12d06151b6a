import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';
import { PAGE_FILES } from '../src/adapters/driving/http/page-routes.ts';

/** Vite copies these files into the build, and adds index.html and assets/. */
const PUBLIC = join(import.meta.dirname, '../../client/public');

test('CloudFront takes every file of the page from the bucket, and none from the API', () => {
  const covers = (path: string) =>
    PAGE_FILES.some((pattern) => (pattern.endsWith('*') ? path.startsWith(pattern.slice(0, -1)) : path === pattern));
  const files = readdirSync(PUBLIC, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  const paths = files.map(({ parentPath, name }) => join(parentPath, name).slice(PUBLIC.length));
  expect([...paths, '/index.html', '/assets/index-4f2a.js'].filter((path) => !covers(path))).toEqual([]);
});
