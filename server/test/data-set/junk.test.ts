import { readFile } from 'node:fs/promises';
import { gunzipSync } from 'node:zlib';
import { beforeAll, describe, expect, test } from '@jest/globals';
import { cleanFilm } from '../../src/application/films/import-rules/clean-film.ts';
import { DATA_SET, whyNoDataSet } from '../../testing/data-set.ts';
import { junkKind } from '../../testing/junk-names.ts';

type Row = { title: string; cast: string[]; genres: string[] };

/** Real names in the data that look like junk. */
const REAL = [
  'will.i.am',
  'india.arie',
  'muMs da Schemer',
  '50 Cent',
  '"Weird Al" Yankovic',
  'The Three Stooges',
  'Mr. T',
];

(whyNoDataSet() === undefined ? describe : describe.skip)('names of the Wikipedia Movie Data Set', () => {
  let raw: Row[];
  let films: Row[];

  beforeAll(async () => {
    raw = JSON.parse(gunzipSync(await readFile(DATA_SET)).toString()) as Row[];
    films = raw.map((row) => cleanFilm(row, () => undefined) as Row);
  });

  const namesOf = (rows: readonly Row[]) => rows.flatMap(({ cast, genres }) => [...cast, ...genres]);

  function countJunk(rows: readonly Row[]): Record<string, number> {
    const counts: Record<string, number> = {};
    for (const name of namesOf(rows)) {
      const kind = junkKind(name);
      if (kind !== undefined) counts[kind] = (counts[kind] ?? 0) + 1;
    }
    return counts;
  }

  test('contain junk before the import, as docs/data-quality.md says, and none after it', async () => {
    const before = countJunk(raw);
    const documented = await readFile(new URL('../../../docs/data-quality.md', import.meta.url), 'utf8');
    const rows = documented.matchAll(/^\| (.+?) +\| +(\d+) \| +0 \|/gm);
    expect(Object.fromEntries([...rows].map(([, kind, count]) => [kind, Number(count)]))).toEqual(before);
    expect(countJunk(films)).toEqual({});
  });

  test('lose no name that looks real', () => {
    const after = new Set(namesOf(films));
    const isPlain = (name: string) => /^\p{Lu}[\p{L}\p{M}.'’]+(?: \p{Lu}[\p{L}\p{M}.'’-]*)+$/u.test(name);
    const lost = [...new Set(namesOf(raw))].filter((name) => isPlain(name) && !after.has(name)).sort();
    // The names of the two groups are parts of notes about a person: "Cheryl Cole (Girls Aloud)".
    const awards = ['Best Actor', 'Best Actress', 'Best Supporting Actor', 'Best Supporting Actress'];
    expect(lost).toEqual([...awards, 'Girls Aloud', 'Music By', 'Pain Men']);
    for (const name of REAL) expect(after).toContain(name);
  });

  test('are in films whose titles have no markup left', () => {
    expect(
      films.map(({ title }) => title).filter((title) => /[{}<>]|\[(?:\w{1,2}|\d+)\]|&\w+;|mw-parser/.test(title)),
    ).toEqual([]);
  });
});
