import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Film } from '../../server/src/domain/film.ts';
import { pick, randomInt, seededRandom } from '../../server/testing/random.ts';
import { whyNoOpenSearch } from '../../server/testing/opensearch/start-node.ts';
import { startProduct, type RunningProduct } from '../../server/testing/start-product.ts';
import { batchesOf, writeFilmsFile } from '../films/films-file.ts';
import { say } from '../progress.ts';
import { Catalogue } from '../search/workload/catalogue.ts';
import { WORKLOAD_CLASSES, type BenchCase } from '../search/workload/bench-case.ts';
import { makeCases } from '../search/workload/workloads.ts';
import { filmTarget, searchTarget } from './api-requests.ts';
import { compare, type Contestant, type ContestFigures } from './compare.ts';
import type { PlannedRequest } from './load-generator.ts';
import type { BareServerSettings } from './peers/bare-server.ts';
import type { ExpressServerSettings } from './peers/express-server.ts';
import { searchRequest, startOpenSearchPeer } from './peers/opensearch.ts';
import { startServer, type RunningServer } from './peers/serve.ts';
import { readFilms } from './read-films.ts';

const QUERIES = 2_000;
const CONNECTIONS = [1, 8, 32];
/** The default of the setting MARQUEE_FILMS_TABLE. */
const FILMS_TABLE = 'marquee-films';
const SEARCH = 'search';
const FILM = 'a film by id';

/** What the process that has the store open writes for others. */
type AddressFile = { readonly endpoint: string };

type ContestOptions = { readonly seed: number; readonly rounds: number; readonly roundSeconds: number };

/**
 * Compares Marquee with other servers over HTTP. Each server is a process of its own. The store is in one more process: `holder`, which
 * answers no other requests meanwhile, has it open, and both Marquee and the bare server read films from there.
 */
export async function runContests(holder: RunningProduct, options: ContestOptions): Promise<ContestFigures[]> {
  const folder = await mkdtemp(join(tmpdir(), 'marquee-peers-'));
  const running: { readonly stop: () => Promise<void> }[] = [];
  const started = <Server extends RunningServer>(server: Server): Server => {
    running.push(server);
    return server;
  };
  try {
    say('Starting the servers to compare');
    const marquee = started(await startProduct(undefined, { MARQUEE_DATA_DIR: holder.dataDir }));
    const films = await readFilms(marquee.url, Infinity);
    const cases = casesOf(films, options.seed);
    const searches = cases.map(({ query }) => get(SEARCH, searchTarget(query)));
    const { endpoint } = JSON.parse(await readFile(join(holder.dataDir, 'dynamodb.json'), 'utf8')) as AddressFile;
    const store = { endpoint, table: FILMS_TABLE };
    const bare = started(await startBare({ ...store, snapshots: join(holder.dataDir, 'snapshots') }));
    const ready = started(await startBare({ ...store, answers: await saveAnswers(folder, marquee.url, searches) }));
    const express = started(await startExpress(folder, films));
    const missing = whyNoOpenSearch();
    if (missing !== undefined) say(`Without OpenSearch: ${missing}`);
    const openSearch = missing === undefined ? started(await startOpenSearchPeer(films)) : undefined;
    const random = seededRandom(options.seed);
    const byId = Array.from({ length: QUERIES }, () => get(FILM, filmTarget(pick(random, films).id)));
    const search: Contestant[] = [
      { name: 'bare server', url: bare.url, requests: searches },
      { name: 'Marquee', url: marquee.url, requests: searches },
      { name: 'bare server with ready answers', url: ready.url, requests: searches },
      { name: 'Express with MiniSearch', url: express.url, requests: searches },
    ];
    if (openSearch) {
      const requests = cases.map(({ query }) => searchRequest(SEARCH, query));
      search.push({ name: 'OpenSearch', url: openSearch.url, requests });
    }
    const film = [bare, marquee].map(({ url }, n): Contestant => {
      return { name: n === 0 ? 'bare server' : 'Marquee', url, requests: byId };
    });
    const { rounds, roundSeconds: seconds } = options;
    const settings = { connections: CONNECTIONS, rounds, seconds };
    const figures = await compare({ what: SEARCH, contestants: search }, settings);
    return [...figures, ...(await compare({ what: FILM, contestants: film }, settings))];
  } finally {
    await Promise.all(running.map((server) => server.stop()));
    await rm(folder, { recursive: true, force: true });
  }
}

/** Queries of all classes, in random order. The films of the API have none for class l. */
function casesOf(films: readonly Film[], seed: number): BenchCase[] {
  const catalogue = new Catalogue(films);
  const each = Math.ceil(QUERIES / WORKLOAD_CLASSES.length);
  const cases = WORKLOAD_CLASSES.flatMap((kind) => makeCases(kind, catalogue, seed, each));
  const random = seededRandom(seed);
  return cases
    .map((made) => ({ made, order: randomInt(random, 1_000_000) }))
    .sort((a, b) => a.order - b.order)
    .map(({ made }) => made);
}

function get(label: string, path: string): PlannedRequest {
  return { label, method: 'GET', path, expect: [200] };
}

function startBare(settings: BareServerSettings): Promise<RunningServer> {
  return startServer(join(import.meta.dirname, 'peers/bare-server.ts'), settings);
}

/** Saves the answers of Marquee for a bare server that does not search. */
async function saveAnswers(folder: string, url: string, searches: readonly PlannedRequest[]): Promise<string> {
  const answers: Record<string, string> = {};
  for (const { path } of searches) answers[path] = await (await fetch(`${url}${path}`)).text();
  const file = join(folder, 'answers.json');
  await writeFile(file, JSON.stringify(answers));
  return file;
}

async function startExpress(folder: string, films: readonly Film[]): Promise<RunningServer> {
  const settings: ExpressServerSettings = { films: join(folder, 'films.jsonl'), folder: join(folder, 'minisearch') };
  await writeFilmsFile(settings.films, batchesOf(films));
  await mkdir(settings.folder);
  return startServer(join(import.meta.dirname, 'peers/express-server.ts'), settings);
}
