import type { RelevanceEngine } from './engine.ts';
import { flexsearch } from './flexsearch.ts';
import { marquee } from './marquee.ts';
import { minisearch } from './minisearch.ts';
import { opensearch } from './opensearch.ts';
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
  opensearch,
};

/** The engines that are measured if none is named. OpenSearch needs Java and a minute to start. */
export const USUAL_ENGINES = Object.keys(ENGINES).filter((name) => name !== 'opensearch');
