import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export type SilenceableProxy = {
  readonly endpoint: string;
  /**
   * While this is true, the proxy accepts connections but discards their data. A connection whose data was discarded is
   * never answered, even later.
   */
  isSilent: boolean;
  /** The discarded data of all connections. */
  swallowed: string;
  readonly close: () => void;
};

/**
 * Starts a proxy in front of a store. The proxy forwards TCP connections to the store until a test makes the proxy
 * silent.
 */
export async function startSilenceableProxy(target: string): Promise<SilenceableProxy> {
  const { hostname, port } = new URL(target);
  const sockets = new Set<Socket>();
  const dead = new WeakSet<Socket>();
  const server = createServer((client) => {
    const store = connect(Number(port), hostname);
    for (const [from, to] of [
      [client, store],
      [store, client],
    ] as const) {
      sockets.add(from);
      from
        .on('data', (chunk) => {
          if (proxy.isSilent) dead.add(client);
          if (dead.has(client)) proxy.swallowed += String(chunk);
          else to.write(chunk);
        })
        .on('error', () => undefined)
        .on('close', () => {
          sockets.delete(from);
          to.destroy();
        });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const proxy: SilenceableProxy = {
    endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    isSilent: false,
    swallowed: '',
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
  return proxy;
}
