import type { RelevanceEngine } from './engine.ts';
import { marquee } from './marquee.ts';

export const ENGINES: Readonly<Record<string, RelevanceEngine>> = { marquee };
