import { composeSnapshotLambda } from '../composition/snapshot-lambda.ts';

export const handler = await composeSnapshotLambda();
