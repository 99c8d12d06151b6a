import { once } from 'node:events';
import { fork } from 'node:child_process';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';

export type RunningServer = { readonly url: string; readonly stop: () => Promise<void> };

/** Listens on a free port of this machine, and tells the process that started this one where. */
export async function announce(server: Server): Promise<void> {
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  process.send?.(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}`);
}

/** The settings that {@link startServer} has passed. */
export function passedSettings(): unknown {
  return JSON.parse(process.argv[2] ?? '');
}

/** Runs a server in a process of its own. Returns when the server listens. */
export async function startServer(file: string, settings: object): Promise<RunningServer> {
  const child = fork(file, [JSON.stringify(settings)]);
  const exited = once(child, 'exit');
  const [url] = (await Promise.race([
    once(child, 'message'),
    exited.then(() => {
      throw new Error(`${file} ended before it listened.`);
    }),
  ])) as [string];
  const stop = async () => {
    child.kill();
    await exited;
  };
  return { url, stop };
}
