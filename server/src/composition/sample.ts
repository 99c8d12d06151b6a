import { join } from 'node:path';
import type { Container } from 'inversify';
import { readRows } from '../adapters/driving/import-file/read-rows.ts';
import { TOKENS } from './tokens.ts';

const SAMPLE = join(import.meta.dirname, '../../data/sample-films.json');

/** Imports the sample catalogue if nothing has been imported yet, so that the page shows films at the first start. */
export async function importSampleOnce(container: Container): Promise<void> {
  const pointer = container.get(TOKENS.cataloguePointer);
  if ((await pointer.read()).generation > 0) return;
  const { chunks } = await container.get(TOKENS.importSource).open(SAMPLE);
  const nobody = { onRowLeftAside: () => undefined, onProgress: () => undefined };
  await container.get(TOKENS.importFilms).execute(readRows(chunks), nobody);
  // The generation is raised only after the import. If a start is killed midway, the next start then imports the sample
  // again.
  await pointer.advance();
}
