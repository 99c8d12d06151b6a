import MiniSearch from 'minisearch';
import type { RelevanceEngine } from '../../relevance/engines/engine.ts';
import { foldedWords } from '../../relevance/engines/searched-text.ts';
import { FIELDS, searchedText } from './searched-text.ts';

export const minisearch: RelevanceEngine = {
  settings: 'its defaults: any word (OR), whole words without stems, BM25+',
  open(films) {
    const index = new MiniSearch({ fields: [...FIELDS] });
    index.addAll(films.map((film, id) => ({ id, ...searchedText(film) })));
    return (q, limit) =>
      index
        .search(foldedWords(q))
        .slice(0, limit)
        .flatMap(({ id }) => films[id as number]?.id ?? []);
  },
};
