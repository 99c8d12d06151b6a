import type { FilmSummary } from '../../../../domain/film.ts';
import type { MatchedWord } from '../../../../domain/film-query.ts';
import { tokenize, type Token } from '../../../../domain/text/fold-text.ts';
import { yearTerms } from '../../../../domain/text/readings.ts';
import { nameTokens, titleTokens } from '../../../../domain/text/searchable-words.ts';
import type { TypedText } from '../match/query-plan.ts';

/** A word by which a film is found, and where the word comes from. */
export type FilmWord = Required<Pick<MatchedWord, 'field' | 'text'>> &
  Pick<MatchedWord, 'name'> & {
    readonly term: string;
    /** Whether the film has the word as written. False for another way to write what the film has. */
    readonly isWritten: boolean;
    /** The place where the text begins in the title, the name or the genre. */
    readonly start: number;
  };

/** All words by which a film is found. They are the words that were indexed. The title's words come first. */
export function wordsOfFilm(film: FilmSummary, scope: TypedText['scope']): FilmWord[] {
  const words = wordsIn(film.title, titleTokens, { field: 'title' });
  if (scope === 'title') return words;
  for (const name of film.cast) words.push(...wordsIn(name, nameTokens, { field: 'cast', name }));
  for (const genre of film.genres) words.push(...wordsIn(genre, (_, tokens) => tokens, { field: 'genre' }));
  const text = String(film.year);
  for (const term of yearTerms(film.year)) {
    words.push({ field: 'year', term, text, isWritten: term === text, start: 0 });
  }
  return words;
}

function wordsIn(
  text: string,
  allTokens: (text: string, written: readonly Token[]) => readonly Token[],
  source: Pick<FilmWord, 'field' | 'name'>,
): FilmWord[] {
  const written = tokenize(text);
  return allTokens(text, written).map(({ term, start, end }, i) => {
    return { ...source, term, text: text.slice(start, end), isWritten: i < written.length, start };
  });
}
