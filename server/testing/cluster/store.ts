import { startDynalite, type TestStore } from '../stores/dynalite-store.ts';
import { startDynamoDbLocal, whyNoDynamoDbLocal } from '../stores/dynamodb-local-store.ts';

/** Starts DynamoDB Local, or dynalite with a notice if DynamoDB Local cannot run. */
export async function startDynaliteOrLocal(): Promise<TestStore> {
  const why = whyNoDynamoDbLocal();
  if (why === undefined) return startDynamoDbLocal();
  process.stdout.write(`NOTICE: dynalite is used instead of DynamoDB Local, because ${why}.\n`);
  return startDynalite();
}
