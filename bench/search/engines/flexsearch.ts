import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Index } from 'flexsearch';
import { typedWords } from '../found-words.ts';
import type { BenchEngine } from './engine.ts';
import { FilmRows } from './film-rows.ts';

const FILE = 'flexsearch.json';

/**
 * Indexes every prefix of every word (`forward`), which makes the index fast and large. One scoring slot is enough,
 * because the ranking is ours. The engine is not set up for typos, so it cannot answer class c. FlexSearch's encoders
 * match by sound and not by edits, so they were not tried.
 */
const newIndex = () =>
  new Index({
    tokenize: 'forward',
    resolution: 1,
    cache: false,
    encode: (text) => text.split(' ').filter((it) => it !== ''),
  });

export const flexsearch: BenchEngine = {
  async build(films, folder) {
    const { rows } = await FilmRows.build(films, folder);
    const index = newIndex();
    rows.forEach(({ all }, n) => index.add(n, all));
    const parts: [string, string][] = [];
    index.export((key, data) => {
      parts.push([key, data]);
    });
    await writeFile(join(folder, FILE), JSON.stringify(parts));
  },
  async open(folder) {
    const rows = await FilmRows.open(folder);
    const index = newIndex();
    const parts = JSON.parse(await readFile(join(folder, FILE), 'utf8')) as [string, string][];
    for (const [key, data] of parts) index.import(key, data);
    return {
      search(query) {
        if (query.q === undefined) return rows.answer(query, rows.rows.keys(), true);
        const found = index.search(typedWords(query.q).join(' '), { limit: rows.rows.length }) as number[];
        return rows.answer(query, found, false);
      },
    };
  },
};
