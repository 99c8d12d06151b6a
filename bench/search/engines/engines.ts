import type { BenchEngine } from './engine.ts';

/**
 * Engines by name. Each is imported only on demand, so that a process loads the code of one engine and not of the
 * others.
 */
export const ENGINES: Readonly<Record<string, () => Promise<BenchEngine>>> = {
  marquee: async () => (await import('./marquee.ts')).marquee,
  'sqlite-memory': async () => (await import('./sqlite.ts')).sqliteMemory,
  'sqlite-file': async () => (await import('./sqlite.ts')).sqliteFile,
  'sqlite-deletes': async () => (await import('./sqlite.ts')).sqliteDeletes,
  minisearch: async () => (await import('./minisearch.ts')).minisearch,
  flexsearch: async () => (await import('./flexsearch.ts')).flexsearch,
  orama: async () => (await import('./orama.ts')).orama,
  ufuzzy: async () => (await import('./ufuzzy.ts')).ufuzzy,
};

/** The engine that is measured against the others. */
export const OURS = 'marquee';
