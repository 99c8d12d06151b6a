import { createServer, request, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export type Gate = {
  readonly url: string;
  /** `open`: passes requests on; `silent`: accepts them and never answers; `closed`: breaks the connection. */
  state: 'open' | 'silent' | 'closed';
  readonly close: () => void;
};

/** Stands before a search engine, so that a test can take it away. */
export async function openGate(target: string): Promise<Gate> {
  const held = new Set<ServerResponse>();
  const server = createServer((incoming, outgoing) => {
    if (gate.state === 'closed') return void outgoing.destroy();
    if (gate.state === 'silent') return void held.add(outgoing);
    const { method, headers, url = '/' } = incoming;
    const passed = request(new URL(url, target), { method: method ?? 'GET', headers }, (answer) => {
      outgoing.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(outgoing);
    });
    passed.on('error', () => outgoing.destroy());
    incoming.pipe(passed);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const gate: Gate = {
    url: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    state: 'open',
    close: () => {
      for (const each of held) each.destroy();
      server.close();
      server.closeAllConnections();
    },
  };
  return gate;
}
