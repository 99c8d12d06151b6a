import { join } from 'node:path';
import type { Container } from 'inversify';
import { readRows } from '../adapters/driving/import-file/read-rows.ts';
import { TOKENS } from './tokens.ts';

const SAMPLE = join(import.meta.dirname, '../../data/sample-films.json');

/** Imports the sample catalogue unless something was imported before, so that the first start shows films. */
export async function importSampleOnce(container: Container): Promise<void> {
  const pointer = container.get(TOKENS.cataloguePointer);
  if ((await pointer.read()).generation > 0) return;
  const { chunks } = await container.get(TOKENS.importSource).open(SAMPLE);
  const nobody = { onRowLeftAside: () => undefined, onProgress: () => undefined };
  await container.get(TOKENS.importFilms).execute(readRows(chunks), nobody);
  // Only afterwards, so that after a start that was killed midway the next one imports the sample again.
  await pointer.advance();
}
