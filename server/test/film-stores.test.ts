import { filmImportStoreContract } from '../testing/contracts/film-import-store.contract.ts';
import { filmRepositoryContract } from '../testing/contracts/film-repository.contract.ts';
import { describeEveryFilmStore } from '../testing/stores/every-film-store.ts';

describeEveryFilmStore((makeStore) => {
  filmRepositoryContract(makeStore);
  filmImportStoreContract(makeStore);
});
