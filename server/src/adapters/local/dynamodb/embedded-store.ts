import { randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { ClassicLevel } from 'classic-level';
import * as z from 'zod';
import { errorCode } from '../../../domain/errors.ts';
import type { Observer } from '../../../ports/observer.ts';
import { dataFolderError } from './data-folder-error.ts';
import { IDENTITY_PATH, startEmbeddedServer } from './embedded-server.ts';

/** A DynamoDB on loopback, backed by a folder. */
export type EmbeddedStore = {
  readonly endpoint: string;
  /**
   * Whether the store runs in this process. If not, another process runs it, and the store ends with that process.
   */
  readonly owned: boolean;
  /** A message that tells people which data was lost and what to do. Absent when no loss was found. */
  readonly loss: string | undefined;
  /** Stops the store if it is owned. Everything acknowledged is already on disk. */
  readonly close: () => Promise<void>;
};

export type StoreOptions = {
  readonly dataDir: string;
  /** The table whose films are counted, so that a loss can be reported. */
  readonly filmsTable: string;
  readonly observer: Observer;
};

/** Whether a store was ever opened in the folder. */
export function hasEmbeddedStore(dataDir: string): boolean {
  return existsSync(pathOfTables(dataDir));
}

class StoreHeldError extends Error {}

const PROBE_TIMEOUT_MS = 2_000;
/**
 * How long to wait for the process that holds the store. It may be building an index over the whole catalogue, which
 * blocks it for 10 s on a busy machine.
 */
const STARTING_TIMEOUT_MS = 60_000;
const POLL_MS = 20;

const addressSchema = z.object({ endpoint: z.url(), nonce: z.string() });
type Address = z.infer<typeof addressSchema>;

/**
 * Opens the store in a folder, or finds the process that has it open. Two processes in one folder would crash each
 * other. A lock of the operating system decides which process opens the store. The lock is released when that process
 * ends. The store's address is in a file beside the lock.
 *
 *     <dataDir>/dynamodb/           the tables (LevelDB)
 *     <dataDir>/dynamodb-lock/      held open by the owner
 *     <dataDir>/dynamodb.json       { endpoint, nonce } of the owner
 *     <dataDir>/dynamodb-films.json how many films the store has ever held, see FilmCount
 *
 * @throws Error with a message that tells people the remedy
 */
export async function openEmbeddedStore(options: StoreOptions): Promise<EmbeddedStore> {
  try {
    return await openStore(options);
  } catch (error) {
    throw error instanceof StoreHeldError ? error : dataFolderError(options.dataDir, error);
  }
}

async function openStore(options: StoreOptions): Promise<EmbeddedStore> {
  const { dataDir } = options;
  await mkdir(dataDir, { recursive: true });
  const addressFile = join(dataDir, 'dynamodb.json');
  const deadline = Date.now() + STARTING_TIMEOUT_MS;
  for (;;) {
    const address = await readAddress(addressFile);
    if (address && (await isAlive(address))) {
      return { endpoint: address.endpoint, owned: false, loss: undefined, close: () => Promise.resolve() };
    }
    const lock = await takeLock(join(dataDir, 'dynamodb-lock'));
    if (lock) return startStore(options, addressFile, lock);
    if (Date.now() > deadline) {
      throw new StoreHeldError(
        `Another process holds the data folder ${dataDir} but does not answer. Stop it and try again.`,
      );
    }
    await delay(POLL_MS);
  }
}

async function startStore(
  { dataDir, filmsTable, observer }: StoreOptions,
  addressFile: string,
  lock: ClassicLevel,
): Promise<EmbeddedStore> {
  const nonce = randomUUID();
  try {
    const server = await startEmbeddedServer({
      nonce,
      path: pathOfTables(dataDir),
      countFile: join(dataDir, 'dynamodb-films.json'),
      filmsTable,
      observer,
    });
    await writeFile(`${addressFile}.new`, JSON.stringify({ endpoint: server.endpoint, nonce }));
    await rename(`${addressFile}.new`, addressFile);
    return {
      endpoint: server.endpoint,
      owned: true,
      loss: server.loss,
      close: async () => {
        await rm(addressFile, { force: true });
        await server.close();
        await lock.close();
      },
    };
  } catch (error) {
    await lock.close();
    throw error;
  }
}

function pathOfTables(dataDir: string): string {
  return join(dataDir, 'dynamodb');
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
