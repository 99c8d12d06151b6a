import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { create, insertMultiple, load, save, search, type RawData } from '@orama/orama';
import type { FilmQuery } from '../../../server/src/domain/film-query.ts';
import { foldText } from '../../../server/src/domain/text/fold-text.ts';
import { typedWords } from '../found-words.ts';
import type { BenchEngine } from './engine.ts';
import { FilmRows } from './film-rows.ts';

const FILE = 'orama.json';
const INSERT_BATCH = 5_000;

/** One text field with all words. Genres and years use Orama's own filters, which look values up in sets and trees. */
const SCHEMA = { all: 'string', genres: 'enum[]', year: 'number' } as const;

const newIndex = () =>
  create({
    schema: SCHEMA,
    components: {
      tokenizer: {
        language: 'english',
        normalizationCache: new Map(),
        tokenize: (text) => [...new Set(text.split(' '))],
      },
    },
    sort: { enabled: false },
  });

/**
 * Orama matches every word as a prefix. As for the other libraries, {@link FilmRows} therefore keeps only films in
 * which every word before the last is a whole word. It also ranks them and counts the facets. `threshold: 0` requires
 * all words. `tolerance` is used only if nothing matches as typed. Orama misses some films that have all the words; the
 * cause was not investigated.
 */
export const orama: BenchEngine = {
  async build(films, folder) {
    const { rows } = await FilmRows.build(films, folder);
    const index = newIndex();
    const documents = rows.map(({ all, film }, n) => {
      return { id: String(n), all: all.trim(), genres: film.genres.map(foldText), year: film.year };
    });
    await insertMultiple(index, documents, INSERT_BATCH);
    await writeFile(join(folder, FILE), JSON.stringify(save(index)));
  },
  async open(folder) {
    const rows = await FilmRows.open(folder);
    const index = newIndex();
    load(index, JSON.parse(await readFile(join(folder, FILE), 'utf8')) as RawData);
    const find = async (query: FilmQuery, tolerance: number) => {
      const term = query.q === undefined ? '' : typedWords(query.q).join(' ');
      const options = { tolerance, threshold: 0, limit: rows.rows.length, where: whereOf(query) };
      const { hits } = await search(index, { term, properties: ['all'], ...options });
      return hits.map(({ id }) => Number(id));
    };
    return {
      async search(query) {
        // Without words Orama scores every film, which takes 0.8 s per query.
        if (query.q === undefined) return rows.answer(query, rows.rows.keys(), true);
        const answer = rows.answer(query, await find(query, 0), false);
        return answer.total > 0 ? answer : rows.answerTypos(query, await find(query, 1));
      },
    };
  },
};

function whereOf({ genres, yearFrom, yearTo }: FilmQuery) {
  return {
    ...(genres.length > 0 && { genres: { containsAll: genres.map(foldText) } }),
    ...((yearFrom ?? yearTo) !== undefined && {
      year: { between: [yearFrom ?? 0, yearTo ?? 9999] as [number, number] },
    }),
  };
}
