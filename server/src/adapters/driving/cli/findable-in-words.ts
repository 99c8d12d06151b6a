import type { Findable } from '../../../application/films/bulk-import.ts';

/** How search finds the films that a command wrote, as a sentence. */
export function findableInWords(findable: Findable): string {
  switch (findable.by) {
    case 'nothing-new':
      return 'Nothing has changed for search.';
    case 'changes':
      return `${filmsInWords(findable.films)} can be found by search. A running server notices the change within 2 s.`;
    case 'snapshot':
      return `${findable.films === undefined ? 'All films' : filmsInWords(findable.films)} can be found by search, ${(findable.tookMs / 1000).toFixed(1)} s after the last row`;
    case 'later-snapshot':
      return 'These films are not in the search index yet. A running server adds them at its next search. If no server runs, the next one that starts adds them. To add them now, run `npm run search:rebuild`.';
  }
}

/** "1 film", "36,254 films" */
export function filmsInWords(count: number): string {
  return `${count.toLocaleString('en')} ${count === 1 ? 'film' : 'films'}`;
}
