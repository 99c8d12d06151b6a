import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { IMPORT_RULES } from '../src/application/films/import-rules/clean-film.ts';
import { ROW_RULES } from '../src/application/films/import-rules/row-rules.ts';

test('docs/data-quality.md lists every rule of the import, in order', async () => {
  const text = await readFile(new URL('../../docs/data-quality.md', import.meta.url), 'utf8');
  const documented = [...text.matchAll(/^\| `([a-z-]+)` +\| (.+?) +\| (.+?) +\|/gm)].map(([, ...cells]) => cells);
  const rules = [...IMPORT_RULES, ...Object.values(ROW_RULES)].map(({ id, finds, does }) => [id, finds, does]);
  expect(documented).toEqual(rules);
});
