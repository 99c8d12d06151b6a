import type { ApiHandler } from '../adapters/in/http/handler.ts';
import { coreModule } from './core-module.ts';
import { createLambdaContainer } from './lambda-container.ts';
import { TOKENS } from './tokens.ts';

export function composeApiLambda(): ApiHandler {
  const container = createLambdaContainer();
  container.load(coreModule);
  return container.get(TOKENS.apiHandler);
}
