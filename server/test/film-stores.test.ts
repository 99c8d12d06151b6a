import { filmImportStoreContract } from './contracts/film-import-store.contract.ts';
import { filmRepositoryContract } from './contracts/film-repository.contract.ts';
import { describeEveryFilmStore } from './stores/every-film-store.ts';

describeEveryFilmStore((makeStore) => {
  filmRepositoryContract(makeStore);
  filmImportStoreContract(makeStore);
});
