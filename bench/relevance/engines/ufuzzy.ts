import uFuzzy from '@leeoniya/ufuzzy';
import type { RelevanceEngine } from './engine.ts';
import { foldedWords, searchedText } from './searched-text.ts';

/** More matches than this are not ranked (uFuzzy's default is 1,000). */
const RANKED_MATCHES = 10_000;

const ONE_TYPO = { intraMode: 1, intraSub: 1, intraTrn: 1, intraDel: 1, intraIns: 1 } as const;

export const ufuzzy: RelevanceEngine = {
  settings: 'all words in any order, one typo per word (intraMode 1), its own order',
  open(films) {
    const haystack = films.map((film) => {
      const { title, year, cast } = searchedText(film);
      return `${title} ${year} ${cast}`;
    });
    const search = new uFuzzy({ ...ONE_TYPO });
    return (q, limit) => {
      const [found, info, order] = search.search(haystack, foldedWords(q), 1, RANKED_MATCHES);
      const best = order ? order.map((at) => info.idx[at] ?? -1) : (found ?? []);
      return best.slice(0, limit).flatMap((n) => films[n]?.id ?? []);
    };
  },
};
