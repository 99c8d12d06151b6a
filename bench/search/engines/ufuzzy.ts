import uFuzzy from '@leeoniya/ufuzzy';
import { typedWords } from '../found-words.ts';
import type { BenchEngine } from './engine.ts';
import { FilmRows } from './film-rows.ts';

/** All letters of the folded texts are declared as letters here, so the `unicode` flag is not needed. */
const LETTERS = { alpha: 'a-z0-9\\u0080-\\uffff', interSplit: ' +' } as const;
const EXACT = { ...LETTERS, interLft: 2 } as const;

/**
 * uFuzzy tries all permutations of the words. The number of permutations is the factorial of the number of words, so
 * for more words than this it would not be fair to let uFuzzy try them all.
 */
const MAX_WORDS_IN_ANY_ORDER = 4;

/**
 * Scans the folded texts with one regular expression per query. The words may be in any order, and each must match from
 * the start of a word. {@link FilmRows} checks that every word before the last is a whole word. Single errors inside a
 * word are allowed only if nothing matches as typed. By default uFuzzy never allows an error in the first letter;
 * `intraSlice: [0, Infinity]` allows it.
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

/**
 * uFuzzy's filter only finds texts that contain the letters. Its info step keeps the texts in which each typed word
 * starts a word.
 */
function exactly(search: uFuzzy, haystack: string[], words: readonly string[]): number[] {
  const needle = words.join(' ');
  const found = search.filter(haystack, needle) ?? [];
  return found.length === 0 ? found : search.info(found, haystack, needle).idx;
}
