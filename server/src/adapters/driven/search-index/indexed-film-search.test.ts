import { describe } from '@jest/globals';
import { filmSearchContract } from '../../../../testing/contracts/film-search.contract.ts';
import { IndexedFilmSearch } from './indexed-film-search.ts';

describe('IndexedFilmSearch', () => {
  filmSearchContract((declared) => new IndexedFilmSearch(declared));
});
