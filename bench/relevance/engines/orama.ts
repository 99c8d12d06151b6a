import { create, insertMultiple, search } from '@orama/orama';
import type { RelevanceEngine } from './engine.ts';
import { foldedWords, searchedText } from './searched-text.ts';
import { untilEnough } from './until-enough.ts';

const INSERT_BATCH = 5_000;

export const orama: RelevanceEngine = {
  settings:
    'first films with all words (threshold 0), then all with tolerance 1, then any word (threshold 1), then any with tolerance 1; each word also matches as a prefix; BM25 with title three times as heavy',
  async open(films) {
    const index = create({
      schema: { title: 'string', cast: 'string', genres: 'string', year: 'string' },
      components: {
        tokenizer: { language: 'english', normalizationCache: new Map(), tokenize: (text) => text.split(' ') },
      },
      sort: { enabled: false },
    });
    const documents = films.map((film, id) => ({ id: String(id), ...searchedText(film) }));
    await insertMultiple(index, documents, INSERT_BATCH);
    return async (q, limit) => {
      const term = foldedWords(q);
      const find = async (options: { readonly threshold: number; readonly tolerance: number }) => {
        const { hits } = await search(index, { term, boost: { title: 3 }, limit, ...options });
        return hits.map(({ id }) => Number(id));
      };
      const found = await untilEnough(limit, [
        () => find({ threshold: 0, tolerance: 0 }),
        () => find({ threshold: 0, tolerance: 1 }),
        () => find({ threshold: 1, tolerance: 0 }),
        () => find({ threshold: 1, tolerance: 1 }),
      ]);
      return found.flatMap((n) => films[n]?.id ?? []);
    };
  },
};
