import { randomBytes, randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { chmod, link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { calculateJwkThumbprint, exportJWK, generateKeyPair } from 'jose';
import * as z from 'zod';
import { errorCode } from '../../../domain/errors.ts';

const FILE = 'oidc-issuer.json';
const OWNER_ONLY = 0o600;

const keySchema = z.object({
  ...{ kty: z.literal('EC'), crv: z.literal('P-256'), x: z.string(), y: z.string(), d: z.string() },
  ...{ kid: z.string(), alg: z.literal('ES256'), use: z.literal('sig') },
});
const fileSchema = z.object({ port: z.int().min(1).max(65_535), key: keySchema, cookieKey: z.string() });
type File = z.infer<typeof fileSchema>;

/** The identity of a data folder's development issuer, whether or not the issuer is running. */
export type DevelopmentIdentity = {
  /** `http://127.0.0.1:PORT` */
  readonly issuer: string;
  readonly port: number;
  /** The private key. */
  readonly key: z.infer<typeof keySchema>;
  readonly cookieKey: string;
};

/**
 * Reads the identity from the data folder, or creates and stores one if there is none. It consists of a key, which only
 * this folder has, and a free port. Both are kept, so that tokens and the issuer's URL stay valid after a restart. Only
 * the owner can read the file. Two processes that create an identity concurrently get the same one.
 *
 * @throws Error when the file exists and cannot be read
 */
export async function developmentIdentity(dataDir: string): Promise<DevelopmentIdentity> {
  const path = join(dataDir, FILE);
  await mkdir(dataDir, { recursive: true });
  return toIdentity((await readIdentity(path)) ?? (await makeIdentity(path)));
}

/**
 * Reads the identity without creating one.
 *
 * @returns `undefined` when no issuer has ever run with this folder
 * @throws Error when the file exists and cannot be read
 */
export async function readDevelopmentIdentity(dataDir: string): Promise<DevelopmentIdentity | undefined> {
  const file = await readIdentity(join(dataDir, FILE));
  return file && toIdentity(file);
}

function toIdentity(file: File): DevelopmentIdentity {
  return { ...file, issuer: `http://127.0.0.1:${String(file.port)}` };
}

/** Gives the issuer another port. Called when another program has taken the issuer's port. */
export async function moveDevelopmentIdentity(dataDir: string): Promise<DevelopmentIdentity> {
  const old = await developmentIdentity(dataDir);
  const path = join(dataDir, FILE);
  await rm(path);
  const moved = { port: await freePort(), key: old.key, cookieKey: old.cookieKey };
  await writeOnce(path, moved);
  return developmentIdentity(dataDir);
}

async function readIdentity(path: string): Promise<File | undefined> {
  try {
    const file = fileSchema.parse(JSON.parse(await readFile(path, 'utf8')));
    await chmod(path, OWNER_ONLY);
    return file;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw new Error(
      `${path}, the key of the development issuer, cannot be read. Remove it, and Marquee creates a new one.`,
      {
        cause: error,
      },
    );
  }
}

async function makeIdentity(path: string): Promise<File> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key = await exportJWK(privateKey);
  const kid = await calculateJwkThumbprint(key);
  const made = { ...key, kid, alg: 'ES256', use: 'sig' };
  await writeOnce(path, { port: await freePort(), key: made, cookieKey: randomBytes(32).toString('base64url') });
  const file = await readIdentity(path);
  if (!file) throw new Error(`${path} was removed while it was being created.`);
  return file;
}

/** Writes the file completely or not at all. A file that another process wrote first stays. */
async function writeOnce(path: string, content: unknown): Promise<void> {
  const temporary = `${path}.${randomUUID()}`;
  await writeFile(temporary, JSON.stringify(content), { mode: OWNER_ONLY, flag: 'wx' });
  try {
    await link(temporary, path);
  } catch (error) {
    if (errorCode(error) !== 'EEXIST') throw error;
  } finally {
    await rm(temporary, { force: true });
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}
