import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from '@jest/globals';

const ROOT = join(import.meta.dirname, '../..');
const PAGES = ['docs/reliability.md', 'SECURITY.md'];
/** What docs/reliability.md must speak about: everything outside the code that can fail. */
const PARTS = [
  'DynamoDB',
  'S3',
  'OpenSearch',
  'SSM',
  'SQS',
  'TMDB and OMDb',
  'OIDC',
  'Clock',
  'Disk',
  'Process',
  'Region',
];

const read = (page: string) => readFileSync(join(ROOT, page), 'utf8');

test.each(PAGES)('every test and file that %s names exists, so that no promise is without its proof', (page) => {
  const paths = [...read(page).matchAll(/`((?:server|client|bench|infrastructure|docs|scripts|\.github)\/[\w./-]+)`/g)];
  expect(paths.length).toBeGreaterThan(5);
  expect(paths.map(([, path = '']) => path).filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
});

test.each(PAGES)('every command that %s names exists', (page) => {
  const { scripts } = JSON.parse(read('package.json')) as { scripts: Readonly<Record<string, string>> };
  const commands = [...read(page).matchAll(/`npm run ([\w:-]+)/g)].map(([, command = '']) => command);
  expect(commands.length).toBeGreaterThan(0);
  expect(commands.filter((command) => scripts[command] === undefined)).toEqual([]);
});

test('docs/reliability.md has a section for everything that can fail, and each row names its test or says that there is none', () => {
  const sections = read('docs/reliability.md').split(/^## /m).slice(1);
  const tables = sections.filter((section) => /^\| what happens /m.test(section));
  expect(tables.map((section) => section.split('\n')[0])).toEqual(PARTS);
  for (const row of tables.flatMap((section) =>
    section
      .split('\n')
      .filter((line) => line.startsWith('| '))
      .slice(1),
  )) {
    const cells = row.split('|').map((cell) => cell.trim());
    if (/^-+$/.test(cells[1] ?? '')) continue;
    expect({ row, proof: cells[4] }).toMatchObject({ proof: expect.stringMatching(/\.test\.ts`|^none/) });
  }
});
