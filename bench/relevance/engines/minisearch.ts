import MiniSearch from 'minisearch';
import type { RelevanceEngine } from './engine.ts';
import { foldedWords, searchedText } from './searched-text.ts';

export const minisearch: RelevanceEngine = {
  settings: 'any word (OR), title three times as heavy, fuzzy 0.2, prefixes of the last word, BM25',
  open(films) {
    const index = new MiniSearch({
      fields: ['title', 'cast', 'genres', 'year'],
      tokenize: (text) => text.split(' '),
      processTerm: (term) => term,
    });
    index.addAll(films.map((film, id) => ({ id, ...searchedText(film) })));
    return (q, limit) => {
      const found = index.search(foldedWords(q), {
        boost: { title: 3 },
        fuzzy: 0.2,
        prefix: (_term, i, terms) => i === terms.length - 1,
      });
      return found.slice(0, limit).flatMap(({ id }) => films[id as number]?.id ?? []);
    };
  },
};
