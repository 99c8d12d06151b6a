import { tokenize } from '../../../src/domain/fold-text.ts';
import type { FilmSummary } from '../../../src/domain/film.ts';
import type { Highlight, TextRange } from '../../../src/domain/film-query.ts';

/**
 * @param words folded; the last may be the beginning of a word, and then only that beginning is marked where it has the
 * same length in the text
 */
export function highlightFilm(film: FilmSummary, words: readonly string[]): Highlight {
  return {
    title: rangesOf(film.title, words),
    cast: film.cast.flatMap((name, index) => {
      const ranges = rangesOf(name, words);
      return ranges.length > 0 ? [{ index, ranges }] : [];
    }),
  };
}

function rangesOf(text: string, words: readonly string[]): TextRange[] {
  if (words.length === 0) return [];
  const last = words.at(-1) ?? '';
  return tokenize(text).flatMap(({ term, start, end }): TextRange[] => {
    if (words.includes(term)) return [[start, end]];
    if (!term.startsWith(last)) return [];
    return [[start, term.length === end - start ? start + last.length : end]];
  });
}
