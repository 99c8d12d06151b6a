import '../composition/checks-without-eval.ts';
import { composeApiLambda } from '../composition/api-lambda.ts';

export const handler = composeApiLambda();
