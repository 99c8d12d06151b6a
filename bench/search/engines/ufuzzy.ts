import uFuzzy from '@leeoniya/ufuzzy';
import { typedWords } from '../found-words.ts';
import type { BenchEngine } from './engine.ts';
import { FilmRows } from './film-rows.ts';

/** The folded texts need no `unicode` flag as long as all their letters count as letters. */
const LETTERS = { alpha: 'a-z0-9\\u0080-\\uffff', interSplit: ' +' } as const;
const EXACT = { ...LETTERS, interLft: 2 } as const;

/** More words than this in any order are more permutations than it is fair to make it try. */
const MAX_WORDS_IN_ANY_ORDER = 4;

/**
 * Scans the folded texts with one regular expression a query. Words may stand in any order, and begin where words do; that
 * all but the last are whole is checked by {@link FilmRows}. Single errors inside a word only when nothing matches as typed;
 * its rules never allow one in the first letter unless told so (`intraSlice` from 0).
 */
export const ufuzzy: BenchEngine = {
  async build(films, folder) {
    await FilmRows.build(films, folder);
  },
  async open(folder) {
    const rows = await FilmRows.open(folder);
    const haystack = rows.rows.map(({ all }) => all.trim());
    const titles = rows.rows.map(({ title }) => title.trim());
    const exact = new uFuzzy(EXACT);
    const errors = { intraMode: 1, intraSub: 1, intraTrn: 1, intraDel: 1, intraIns: 1 } as const;
    const fuzzy = new uFuzzy({ ...LETTERS, ...errors, intraSlice: [0, Infinity] });
    return {
      search(query) {
        if (query.q === undefined) return rows.answer(query, rows.rows.keys(), true);
        const words = typedWords(query.q);
        const orders = words.length <= MAX_WORDS_IN_ANY_ORDER ? (uFuzzy.permute([...words]) as string[][]) : [words];
        const found = new Set(orders.flatMap((order) => exactly(exact, haystack, order)));
        const answer = rows.answer(query, found, false);
        if (answer.total > 0) return answer;
        return rows.answerTypos(query, fuzzy.filter(titles, words.join(' ')) ?? []);
      },
    };
  },
};

/** Its filter only finds texts that have the letters; its info keeps those where words begin so. */
function exactly(search: uFuzzy, haystack: string[], words: readonly string[]): number[] {
  const needle = words.join(' ');
  const found = search.filter(haystack, needle) ?? [];
  return found.length === 0 ? found : search.info(found, haystack, needle).idx;
}
