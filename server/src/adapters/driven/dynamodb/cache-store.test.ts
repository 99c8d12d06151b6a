import { cacheStoreContract } from '../../../../testing/contracts/cache-store.contract.ts';
import { makeDynamoCacheStore } from '../../../../testing/contracts/dynamo-cache-store.ts';
import { startDynalite } from '../../../../testing/stores/dynalite-store.ts';
import { startDynamoDbLocal, whyNoDynamoDbLocal } from '../../../../testing/stores/dynamodb-local-store.ts';

cacheStoreContract('dynalite', async () => {
  const { endpoint, close } = await startDynalite();
  return makeDynamoCacheStore(endpoint, close);
});

const reason = whyNoDynamoDbLocal();
if (reason === undefined) {
  cacheStoreContract('DynamoDB Local', async () => {
    const { endpoint, close } = await startDynamoDbLocal();
    return makeDynamoCacheStore(endpoint, close);
  });
} else {
  process.stdout.write(`NOTICE: the contract of the cache store does not run on DynamoDB Local: ${reason}\n`);
}
