import type { RelevanceEngine } from '../../relevance/engines/engine.ts';
import { marquee } from '../../relevance/engines/marquee.ts';
import { opensearch } from '../../relevance/engines/opensearch.ts';
import { lucene } from './lucene.ts';
import { minisearch } from './minisearch.ts';
import { orama } from './orama.ts';
import { sqlite } from './sqlite.ts';

export const ENGINES: Readonly<Record<string, RelevanceEngine>> = {
  marquee,
  sqlite,
  minisearch,
  orama,
  lucene,
  opensearch,
};

/** The engines that are measured if none is named. OpenSearch needs a minute to start. */
export const USUAL_ENGINES = Object.keys(ENGINES).filter((name) => name !== 'opensearch');
