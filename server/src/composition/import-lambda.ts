import { createImportHandler, type ImportHandler } from '../adapters/in/s3-import/import-handler.ts';
import { importModule } from './import-module.ts';
import { createLambdaContainer } from './lambda-container.ts';
import { TOKENS } from './tokens.ts';

export function composeImportLambda(): ImportHandler {
  const container = createLambdaContainer();
  container.load(importModule);
  return createImportHandler(
    container.get(TOKENS.importSource),
    container.get(TOKENS.importFilms),
    container.get(TOKENS.observer),
  );
}
