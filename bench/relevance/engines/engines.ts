import type { RelevanceEngine } from './engine.ts';
import { flexsearch } from './flexsearch.ts';
import { marquee } from './marquee.ts';
import { minisearch } from './minisearch.ts';
import { orama } from './orama.ts';
import { sqlite } from './sqlite.ts';
import { ufuzzy } from './ufuzzy.ts';

export const ENGINES: Readonly<Record<string, RelevanceEngine>> = {
  marquee,
  sqlite,
  minisearch,
  flexsearch,
  orama,
  ufuzzy,
};
