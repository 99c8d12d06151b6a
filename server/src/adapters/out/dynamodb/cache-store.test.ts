import { startEmbeddedDynamo } from '../../../../test/builders/embedded-dynamo.ts';
import { cacheStoreContract } from '../../../../test/contracts/cache-store.contract.ts';
import { makeDynamoCacheStore } from '../../../../test/contracts/dynamo-cache-store.ts';

cacheStoreContract('DynamoDB (embedded)', async () => {
  const { endpoint, close } = await startEmbeddedDynamo();
  return makeDynamoCacheStore(endpoint, close);
});
