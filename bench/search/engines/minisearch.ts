import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import MiniSearch, { type Options, type SearchOptions } from 'minisearch';
import { typedWords } from '../found-words.ts';
import type { BenchEngine } from './engine.ts';
import { FilmRows } from './film-rows.ts';

const FILE = 'minisearch.json';

/**
 * One field with all words. Separate fields would matter only for ranking by BM25, and {@link FilmRows} does the
 * ranking instead.
 */
const OPTIONS: Options<{ readonly id: number; readonly all: string }> = {
  fields: ['all'],
  tokenize: (text) => text.split(' ').filter((word) => word !== ''),
  processTerm: (term) => term,
};

/** All words must match; the last one may be a prefix. */
const EXACT: SearchOptions = { combineWith: 'AND', prefix: (_term, i, terms) => i === terms.length - 1 };

/**
 * Used only if nothing matches as typed. One edit is tried first, then two, because MiniSearch counts a swap of letters
 * as two edits (Levenshtein distance).
 */
const FUZZY = [1, 2].map((distance): SearchOptions => {
  return { combineWith: 'AND', fuzzy: (term) => (term.length >= 4 ? distance : false), prefix: false };
});

export const minisearch: BenchEngine = {
  async build(films, folder) {
    const { rows } = await FilmRows.build(films, folder);
    const index = new MiniSearch(OPTIONS);
    index.addAll(rows.map(({ all }, id) => ({ id, all })));
    await writeFile(join(folder, FILE), JSON.stringify(index));
  },
  async open(folder) {
    const rows = await FilmRows.open(folder);
    const index = MiniSearch.loadJSON(await readFile(join(folder, FILE), 'utf8'), OPTIONS);
    const numbers = (text: string, options: SearchOptions) => index.search(text, options).map(({ id }) => id as number);
    return {
      search(query) {
        // For a query without words, MiniSearch offers a wildcard, which would score every film. An application would
        // filter its own rows instead, and so does this engine.
        if (query.q === undefined) return rows.answer(query, rows.rows.keys(), true);
        const text = typedWords(query.q).join(' ');
        const answer = rows.answer(query, numbers(text, EXACT), true);
        if (answer.total > 0) return answer;
        for (const options of FUZZY) {
          const found = numbers(text, options);
          if (found.length > 0) return rows.answerTypos(query, found);
        }
        return answer;
      },
    };
  },
};
