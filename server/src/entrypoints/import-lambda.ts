import { composeImportLambda } from '../composition/import-lambda.ts';

export const handler = composeImportLambda();
