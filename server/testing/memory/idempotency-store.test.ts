import { idempotencyStoreContract } from '../contracts/idempotency-store.contract.ts';
import { MemoryIdempotencyStore } from './idempotency-store.ts';

idempotencyStoreContract('memory', () =>
  Promise.resolve({ store: new MemoryIdempotencyStore(), close: () => Promise.resolve() }),
);
