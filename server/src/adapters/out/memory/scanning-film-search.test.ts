import { describe } from '@jest/globals';
import { filmSearchContract } from '../../../../test/contracts/film-search.contract.ts';
import { ScanningFilmSearch } from './scanning-film-search.ts';

describe('ScanningFilmSearch', () => {
  filmSearchContract(() => new ScanningFilmSearch());
});
