import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from '@jest/globals';
import { useDataFolder, run, runProgram, type Running } from '../../testing/processes/product.ts';

const data = useDataFolder();
const cleanUps: (() => void)[] = [];
afterEach(() => {
  for (const cleanUp of cleanUps.splice(0)) cleanUp();
});

/** Runs the real `npm start`. In the result, `process` is npm and not the server. */
function npmStart(port: string): Running {
  const npm = runProgram('npm', ['start'], { PORT: port, MARQUEE_DATA_DIR: data.path });
  data.end(npm);
  return npm;
}

async function portOf({ says }: Running): Promise<string> {
  const [, port = ''] = await says(/Marquee is at http:\/\/localhost:(\d+)[^]*writing {3}/);
  return port;
}

/** Resolves when nothing listens on the port. */
async function closed(port: string): Promise<void> {
  for (;;) {
    const socket = connect(Number(port), '127.0.0.1');
    const isOpen = await once(socket, 'connect').then(
      () => true,
      () => false,
    );
    socket.destroy();
    if (!isOpen) return;
  }
}

describe('npm start', () => {
  test.each(['SIGINT', 'SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
    'ends the server and frees the port and the data folder when npm receives %s',
    async (signal) => {
      const first = npmStart('0');
      const port = await portOf(first);
      first.process.kill(signal);
      // npm's output closes when the server has ended, because the server is the last process that writes to it.
      await first.ended;

      const next = npmStart(port);
      expect(await portOf(next)).toBe(port);
      expect(next.output()).not.toContain('opened by another process');
      next.process.kill('SIGTERM');
      await next.ended;
    },
  );
});

describe('the server, started without npm', () => {
  test('ends at once on a second Ctrl-C, although a request has no answer yet', async () => {
    const server = run('local.ts', [], { PORT: '0', MARQUEE_DATA_DIR: data.path });
    data.end(server);
    const port = await portOf(server);
    const socket = connect(Number(port), '127.0.0.1').on('error', () => undefined);
    cleanUps.push(() => socket.destroy());
    socket.write('POST /v1/films HTTP/1.1\r\nHost: localhost\r\nContent-Length: 9\r\nExpect: 100-continue\r\n\r\n');
    await once(socket, 'data');
    server.process.kill('SIGINT');
    await closed(port);
    server.process.kill('SIGINT');
    expect(await server.ended).toBe(130);
  });

  test('keeps running when its parent ends and when it receives SIGHUP, as a daemon must', async () => {
    const command = `"${process.execPath}" server/src/entrypoints/local.ts & echo "pid $!"`;
    const shell = runProgram('sh', ['-c', command], { PORT: '0', MARQUEE_DATA_DIR: data.path });
    const [, pid = ''] = await shell.says(/pid (\d+)/);
    cleanUps.push(() => {
      try {
        process.kill(Number(pid), 'SIGKILL');
      } catch {
        // The server has already ended.
      }
    });
    const port = await portOf(shell);
    process.kill(Number(pid), 'SIGHUP');
    // A second server is started later, with the `--parent` option. When the second server has ended because the parent
    // is gone, the first server has had enough time to notice that, too.
    const settings = { PORT: '0', MARQUEE_DATA_DIR: join(data.path, 'other') };
    const tied = run('local.ts', ['--parent', String(shell.process.pid)], settings);
    data.end(tied);
    await tied.ended;
    expect((await fetch(`http://127.0.0.1:${port}/v1/health`)).status).toBe(200);
    process.kill(Number(pid), 'SIGTERM');
    await shell.ended;
  });
});
