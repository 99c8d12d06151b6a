import { readFile } from 'node:fs/promises';
import { expect, test } from '@jest/globals';
import { DIRECTOR_RULES } from '../src/domain/directors/director-rules.ts';

test('docs/directors.md lists every rule, in order', async () => {
  const text = await readFile(new URL('../../docs/directors.md', import.meta.url), 'utf8');
  const documented = [...text.matchAll(/^\| `([a-z-]+)` +\| (.+?) +\| (.+?) +\| (.+?) +\|/gm)].map(
    ([, ...cells]) => cells,
  );
  const rules = DIRECTOR_RULES.map(({ id, finds, example }) => [
    id,
    finds,
    example.synopsis,
    example.directors.join(', '),
  ]);
  expect(documented).toEqual(rules);
});
