import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

/** Where `scripts/fetch-opensearch.mjs` puts it. */
const JARS = join(import.meta.dirname, '../../../.cache/opensearch/2.19.1.0');
/** The runner fails silently on ports above this. */
const [FIRST_PORT, LAST_PORT] = [9_210, 9_298];
/** Starting takes 11 s, or 40 s on a busy machine. */
const START_LIMIT_MS = 300_000;
/** The tests write 0.1 GB at most. */
const ROOM_BYTES = 1e9;

export type OpenSearchNode = {
  readonly endpoint: string;
  readonly stop: () => Promise<void>;
  readonly pid: number | undefined;
};

/** `undefined` if OpenSearch can be started; otherwise why not, for a notice. */
export function whyNoOpenSearch(): string | undefined {
  return existsSync(JARS)
    ? undefined
    : 'OpenSearch is not in .cache: node server/scripts/fetch-opensearch.mjs fetches it';
}

/**
 * Starts a real OpenSearch with one node on a free port of this machine.
 *
 * @param heapMb the memory of Java
 * @param parent the folder of its data
 */
export async function startOpenSearch(heapMb = 1_024, parent = tmpdir()): Promise<OpenSearchNode> {
  const folder = await mkdtemp(join(parent, 'marquee-opensearch-'));
  // The runner adds 1 to this port.
  const basePort = (await freePort()) - 1;
  await writeFile(join(folder, 'opensearch.yml'), 'discovery.type: single-node\n');
  const child = spawn(
    'java',
    [
      ...[`-Xms${String(heapMb)}m`, `-Xmx${String(heapMb)}m`, '-XX:+UseSerialGC', '-XX:TieredStopAtLevel=1'],
      ...['-cp', join(JARS, '*'), 'org.codelibs.opensearch.runner.OpenSearchRunner'],
      ...['-basePath', join(folder, 'node'), '-confPath', folder, '-numOfNode', '1'],
      ...['-baseHttpPort', String(basePort), '-clusterName', `marquee-${String(process.pid)}-${String(basePort)}`],
    ],
    { stdio: ['ignore', 'ignore', 'ignore'] },
  );
  // A program that ends without stopping the node must not leave it behind.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  child.unref();
  const exited = new Promise((resolve) => child.once('exit', resolve));
  const endpoint = `http://127.0.0.1:${String(basePort + 1)}`;
  const stop = async () => {
    process.off('exit', kill);
    // Otherwise a program that waits only for the node ends before its folder is removed.
    child.ref();
    kill();
    await exited;
    await rm(folder, { recursive: true, force: true });
  };
  try {
    await answers(endpoint, child);
  } catch (error) {
    await stop();
    throw error;
  }
  return { endpoint, stop, pid: child.pid };
}

/**
 * A folder in memory, or the usual folder for temporary files where there is none. OpenSearch waits for the disk after each
 * write, so tests in memory take a third of the time.
 */
export async function folderInMemory(): Promise<string> {
  const folder = '/dev/shm';
  const room = await statfs(folder).catch(() => undefined);
  return room && room.bavail * room.bsize > ROOM_BYTES ? folder : tmpdir();
}

async function answers(endpoint: string, child: { readonly exitCode: number | null }): Promise<void> {
  const endMs = performance.now() + START_LIMIT_MS;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`OpenSearch ended with the code ${String(child.exitCode)}.`);
    if (performance.now() > endMs) throw new Error('OpenSearch did not start.');
    const response = await fetch(`${endpoint}/_cluster/health`).catch(() => undefined);
    if (response?.ok) return;
    await delay(200);
  }
}

async function freePort(): Promise<number> {
  for (let port = FIRST_PORT + 1 + (process.pid % 40); port <= LAST_PORT; port += 1) {
    const server = createServer();
    const isFree = await new Promise<boolean>((resolve) => {
      server.once('error', () => {
        resolve(false);
      });
      server.listen(port, '127.0.0.1', () => {
        resolve(true);
      });
    });
    server.close();
    if (isFree) return port;
  }
  throw new Error('No port is free for OpenSearch.');
}
