import { cacheStoreContract } from '../contracts/cache-store.contract.ts';
import { MemoryCacheStore } from './cache-store.ts';

cacheStoreContract('memory', () => {
  const store = new MemoryCacheStore();
  return Promise.resolve({ store, lease: store, purger: store, hasSizeLimit: false, close: () => Promise.resolve() });
});
