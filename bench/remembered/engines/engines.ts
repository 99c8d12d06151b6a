import type { RelevanceEngine } from '../../relevance/engines/engine.ts';
import { marquee } from '../../relevance/engines/marquee.ts';
import { lucene } from './lucene.ts';
import { minisearch } from './minisearch.ts';
import { orama } from './orama.ts';
import { sqlite } from './sqlite.ts';

export const ENGINES: Readonly<Record<string, RelevanceEngine>> = { marquee, sqlite, minisearch, orama, lucene };
