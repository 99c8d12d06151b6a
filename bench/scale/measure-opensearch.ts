import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { OpenSearchFeed } from '../../server/src/adapters/driven/opensearch/opensearch-feed.ts';
import { OpenSearchFilmSearch } from '../../server/src/adapters/driven/opensearch/opensearch-film-search.ts';
import { SearchNode } from '../../server/src/adapters/driven/opensearch/search-node.ts';
import { SystemClock } from '../../server/src/adapters/driven/system/system-clock.ts';
import { readSynonymTables, SYNONYMS } from '../../server/src/composition/synonym-tables.ts';
import type { FilmSearch } from '../../server/src/ports/film-search.ts';
import { loadFilms } from '../../server/testing/opensearch/load-films.ts';
import { firstFilms } from './first-films.ts';
import { FIRST_PLOT, FIRST_TITLE, measureEdits, measureQueries } from './measure.ts';
import type { Reports, ScaleQueries, Task } from './protocol.ts';

const TABLE = 'scale-films';
const INDICES = `${TABLE}-*`;
/** A benchmark waits longer than a reader would. */
const PATIENCE_MS = 120_000;

/** Loads the films into a node that is running, and measures it through the same port as the search in memory. */
export async function measureOpenSearch(task: Extract<Task, { kind: 'opensearch' }>): Promise<Reports['opensearch']> {
  const node = new SearchNode({ node: task.endpoint, requestTimeout: PATIENCE_MS });
  const feed = new OpenSearchFeed({ node, filmsTable: TABLE, clock: new SystemClock() });
  const search = new OpenSearchFilmSearch(node, TABLE, [], await readSynonymTables([SYNONYMS]));
  try {
    const startedMs = performance.now();
    await loadFilms(feed, firstFilms(task.films, task.count));
    const buildMs = performance.now() - startedMs;
    const buildPeakBytes = process.resourceUsage().maxRSS * 1024;
    const fileBytes = { 'index of the node': await storeBytes(node) };
    await node.admin('POST', `/${INDICES}/_close`);
    const opened = await reopen(node, search);
    const openBytes = await residentBytes(task.pid);
    const queries = JSON.parse(await readFile(task.queries, 'utf8')) as ScaleQueries;
    const classes = await measureQueries(search, queries, task.budgetMs);
    const memory = { openBytes, endBytes: await residentBytes(task.pid), heapBytes: task.heapBytes };
    const edits = await measureEdits(search, feed, queries, task.editSeconds);
    return { buildMs, buildPeakBytes, fileBytes, ...opened, memory, classes, edits };
  } finally {
    await node.close();
  }
}

/** Opens the closed index. OpenSearch has titles and synopses in one index. */
async function reopen(node: SearchNode, search: FilmSearch) {
  const startedMs = performance.now();
  await node.admin('POST', `/${INDICES}/_open`);
  for (;;) {
    try {
      await search.search(FIRST_TITLE);
      break;
    } catch (error) {
      if (performance.now() - startedMs > PATIENCE_MS) throw error;
      await delay(10);
    }
  }
  const titlesMs = performance.now();
  await search.search(FIRST_PLOT);
  return { openMs: titlesMs - startedMs, openSynopsesMs: performance.now() - titlesMs };
}

async function storeBytes(node: SearchNode): Promise<number> {
  const { _all } = await node.admin<{ _all: { primaries: { store: { size_in_bytes: number } } } }>(
    'GET',
    `/${INDICES}/_stats/store`,
  );
  return _all.primaries.store.size_in_bytes;
}

/** The resident memory of the process of Java, where the system has /proc. */
async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${String(pid)}/status`, 'utf8').catch(() => '');
  return 1024 * Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1] ?? 0);
}
