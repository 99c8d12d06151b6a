import { Charset, Index } from 'flexsearch';
import type { RelevanceEngine } from './engine.ts';
import { foldedWords, searchedText } from './searched-text.ts';

export const flexsearch: RelevanceEngine = {
  settings:
    'prefixes of all words, words that sound alike (LatinBalance), films that lack a word come after films that have all (suggest)',
  open(films) {
    const index = new Index({ tokenize: 'forward', encoder: Charset.LatinBalance, resolution: 9 });
    films.forEach((film, id) => {
      const { title, year, cast, genres } = searchedText(film);
      // The position of a word in the text determines its weight.
      index.add(id, `${title} ${year} ${cast} ${genres}`);
    });
    return (q, limit) => {
      const found = index.search(foldedWords(q), { limit, suggest: true }) as number[];
      return found.flatMap((id) => films[id]?.id ?? []);
    };
  },
};
