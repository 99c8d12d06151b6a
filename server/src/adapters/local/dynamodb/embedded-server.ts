import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import type { Observer } from '../../../ports/observer.ts';
import { openAtomicDynalite } from './atomic-dynalite.ts';
import { FilmCount } from './film-count.ts';
import { isFilmKey } from './level-layout.ts';
import { countFilms, requireCurrent, skippedRecords } from './level-checks.ts';
import { repairIndexes } from './repair-indexes.ts';

/**
 * The server answers this path with the nonce, a random text that is also in the address file. The answer proves that
 * the address still belongs to the store of this folder.
 */
export const IDENTITY_PATH = '/marquee-store';

const POLL_MS = 20;
const CLOSING_TIMEOUT_MS = 3_000;

export type EmbeddedServer = {
  readonly endpoint: string;
  /** A message that tells people which data was lost and what to do. Absent when no loss was found. */
  readonly loss: string | undefined;
  /** Waits for running requests, then closes the tables. */
  readonly close: () => Promise<void>;
};

export type ServerOptions = {
  readonly nonce: string;
  /** The LevelDB folder. */
  readonly path: string;
  /** The file in which {@link FilmCount} keeps its count. */
  readonly countFile: string;
  readonly filmsTable: string;
  readonly observer: Observer;
};

/**
 * Opens the tables of a folder, checks and repairs them, and serves them on a free port of loopback.
 *
 * @throws Error when the tables cannot be opened or read
 */
export async function startEmbeddedServer(options: ServerOptions): Promise<EmbeddedServer> {
  const { path, filmsTable, observer } = options;
  const count = await FilmCount.read(options.countFile, filmsTable);
  await requireCurrent(path);
  const { server, db } = await openAtomicDynalite(path, {
    onItemCreated: (key) => {
      if (isFilmKey(key, filmsTable)) count.add();
    },
    onWritesFailed: (error) => {
      observer.observe({ type: 'store-writes-failed', error });
    },
    onWritesRecovered: () => {
      observer.observe({ type: 'store-writes-recovered' });
    },
  });
  const skipped = await skippedRecords(path);
  const films = await countFilms(db, filmsTable);
  if (count.known === undefined) {
    const entries = await repairIndexes(db);
    if (entries > 0) observer.observe({ type: 'store-indexes-repaired', entries });
  }
  const loss = lossOf(skipped, films, count.known, options.countFile);
  if (loss !== undefined) observer.observe({ type: 'films-lost', loss });
  await count.start(films);
  const requests = watchRequests(server, options.nonce);
  return {
    endpoint: await listen(server),
    loss,
    close: async () => {
      await requests.drain();
      await closeServer(server);
      await count.close();
    },
  };
}

function lossOf(
  skipped: string | undefined,
  films: number,
  known: number | undefined,
  countFile: string,
): string | undefined {
  const missing = (known ?? 0) - films;
  if (missing <= 0 && skipped === undefined) return undefined;
  const what =
    missing > 0
      ? `${missing.toLocaleString('en')} of ${(known ?? 0).toLocaleString('en')} films are missing from the data folder`
      : 'The data folder has lost writes';
  const remedy = 'Import the films again, or stop Marquee and replace the folder with a backup.';
  const accept = missing > 0 ? ` Or delete ${countFile} to go on without them.` : '';
  return `${what}${skipped === undefined ? '' : `: ${skipped}`}. ${remedy}${accept}`;
}

/**
 * Refuses browsers and answers requests for the nonce. The returned `drain` waits until all requests have ended.
 * Callers must await it before they close the tables, because closing them during a scan would crash dynalite.
 */
function watchRequests(server: Server, nonce: string): { drain: () => Promise<void> } {
  const [forward] = server.listeners('request') as ((request: IncomingMessage, response: ServerResponse) => void)[];
  const running = new Set<ServerResponse>();
  let isClosing = false;
  server.removeAllListeners('request');
  server.on('request', (request: IncomingMessage, response: ServerResponse) => {
    if (isClosing) {
      request.socket.destroy();
    } else if (isFromBrowser(request)) {
      response.writeHead(403).end();
    } else if (request.url === IDENTITY_PATH) {
      response.end(nonce);
    } else {
      running.add(response);
      // Dynalite keeps working on a request after its connection was cut. So a request is over only when dynalite has
      // an answer, even if the answer cannot be sent.
      const end = response.end.bind(response) as (...args: unknown[]) => ServerResponse;
      response.end = (...args: unknown[]) => {
        running.delete(response);
        return end(...args);
      };
      request.once('close', () => {
        if (!request.complete) running.delete(response);
      });
      forward?.(request, response);
      // Dynalite rethrows the error of a cut connection, which would end the process.
      request.removeAllListeners('error').on('error', () => undefined);
    }
  });
  return {
    drain: async () => {
      isClosing = true;
      const deadline = Date.now() + CLOSING_TIMEOUT_MS;
      while (running.size > 0 && Date.now() < deadline) await delay(POLL_MS);
    },
  };
}

/**
 * Dynalite allows any web page to call it. A browser names the page in the header Origin. If the page's host name was
 * rebound to this machine, that name is in the header Host instead. Our own programs send no Origin, and `127.0.0.1` as
 * Host.
 */
function isFromBrowser({ headers }: IncomingMessage): boolean {
  return headers.origin !== undefined || !/^127\.0\.0\.1(?::\d+)?$/.test(headers.host ?? '');
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
}

async function closeServer(server: Server): Promise<void> {
  await Promise.race([
    new Promise<void>((resolve) => {
      // Errors at this point concern requests of other clients. They are ignored, because acknowledged writes are
      // already on disk.
      server.close(() => {
        resolve();
      });
      server.closeAllConnections();
    }),
    delay(CLOSING_TIMEOUT_MS, undefined, { ref: false }),
  ]);
}
