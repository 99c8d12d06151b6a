import { randomUUID } from 'node:crypto';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ClassicLevel } from 'classic-level';
import dynalite from 'dynalite';
import * as z from 'zod';
import { errorCode } from '../../../domain/errors.ts';

/** A DynamoDB on loopback, backed by a folder. */
export type EmbeddedStore = {
  readonly endpoint: string;
  /** Whether it runs in this process; otherwise another process lends its own and may take it away. */
  readonly owned: boolean;
  /** Stops it if it is owned; everything acknowledged is on disk. */
  readonly close: () => Promise<void>;
};

/** Answers the nonce of the address file, which proves that an address still is the store of this folder. */
const IDENTITY_PATH = '/marquee-store';

const PROBE_TIMEOUT_MS = 2_000;
/** The holder may be building an index over the whole catalogue, which blocks it for 10 s on a busy machine. */
const STARTING_TIMEOUT_MS = 60_000;
const POLL_MS = 20;
const CLOSING_TIMEOUT_MS = 3_000;

const addressSchema = z.object({ endpoint: z.url(), nonce: z.string() });
type Address = z.infer<typeof addressSchema>;

/**
 * Opens the store in a folder, or finds the process that has it open: two processes in one folder would crash each
 * other. A lock of the operating system, which dies with its process, decides who opens it; the address lies beside it.
 *
 *     <dataDir>/dynamodb/           the tables (LevelDB)
 *     <dataDir>/dynamodb-lock/      held open by the owner
 *     <dataDir>/dynamodb.json       { endpoint, nonce } of the owner
 */
export async function openEmbeddedStore(dataDir: string): Promise<EmbeddedStore> {
  await mkdir(dataDir, { recursive: true });
  const addressFile = join(dataDir, 'dynamodb.json');
  const deadline = Date.now() + STARTING_TIMEOUT_MS;
  for (;;) {
    const address = await readAddress(addressFile);
    if (address && (await isAlive(address))) {
      return { endpoint: address.endpoint, owned: false, close: () => Promise.resolve() };
    }
    const lock = await takeLock(join(dataDir, 'dynamodb-lock'));
    if (lock) return startStore(dataDir, addressFile, lock);
    if (Date.now() > deadline) {
      throw new Error(`Another process holds the data folder ${dataDir} but does not answer. Stop it and try again.`);
    }
    await delay(POLL_MS);
  }
}

async function startStore(dataDir: string, addressFile: string, lock: ClassicLevel): Promise<EmbeddedStore> {
  const nonce = randomUUID();
  const server = dynalite({ path: join(dataDir, 'dynamodb'), createTableMs: 0, deleteTableMs: 0, updateTableMs: 0 });
  const requests = watchRequests(server, nonce);
  const endpoint = await listen(server);
  await writeFile(`${addressFile}.new`, JSON.stringify({ endpoint, nonce }));
  await rename(`${addressFile}.new`, addressFile);
  return {
    endpoint,
    owned: true,
    close: async () => {
      await rm(addressFile, { force: true });
      await requests.drain();
      await Promise.race([
        new Promise<void>((resolve) => {
          // What it may complain of are requests of others; what was acknowledged is on disk all the same.
          server.close(() => {
            resolve();
          });
          server.closeAllConnections();
        }),
        delay(CLOSING_TIMEOUT_MS, undefined, { ref: false }),
      ]);
      await lock.close();
    },
  };
}

/** Refuses browsers, answers who we are, and lets requests end before the tables close: dynalite dies of a scan that goes on. */
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
      // Work on a request goes on after its connection is cut: it is over when there is an answer, sent or not.
      const end = response.end.bind(response) as (...args: unknown[]) => ServerResponse;
      response.end = (...args: unknown[]) => {
        running.delete(response);
        return end(...args);
      };
      request.once('close', () => {
        if (!request.complete) running.delete(response);
      });
      forward?.(request, response);
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
 * Dynalite allows any web page to call it. A browser names the page in Origin, or, where a name was rebound to this
 * machine, the name in Host; no program of ours does either.
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

async function takeLock(path: string): Promise<ClassicLevel | undefined> {
  const lock = new ClassicLevel(path);
  try {
    await lock.open();
    return lock;
  } catch (error) {
    const { cause } = error as { cause?: unknown };
    if (errorCode(cause) === 'LEVEL_LOCKED') return undefined;
    throw error;
  }
}

async function readAddress(file: string): Promise<Address | undefined> {
  try {
    return addressSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  } catch {
    return undefined;
  }
}

async function isAlive({ endpoint, nonce }: Address): Promise<boolean> {
  try {
    const response = await fetch(endpoint + IDENTITY_PATH, { signal: AbortSignal.timeout(PROBE_TIMEOUT_MS) });
    return (await response.text()) === nonce;
  } catch {
    return false;
  }
}
