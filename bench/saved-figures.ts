import { resolve } from 'node:path';

/**
 * The file in which a benchmark keeps its figures for the docs. A run with OpenSearch has few other engines and fewer
 * queries, so it has a file and a section of its own.
 */
export function savedFigures(benchmark: string, engines: readonly string[]): string {
  const name = engines.includes('opensearch') ? `${benchmark}-opensearch` : benchmark;
  return resolve(import.meta.dirname, `../.bench/${name}.json`);
}
