import { composePurgeLambda } from '../composition/purge-lambda.ts';

export const handler = composePurgeLambda();
