import { createServer, request, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import type { Server } from 'node:net';
import { REHEARSED } from './arguments.ts';

/** The names that the proxy passes on. Its certificate has the same names. */
export const PROXIED_NAMES = [
  '*.cloudfront.net',
  ...REHEARSED.flatMap(({ domain }) => domain?.name ?? []),
  ...new Set(
    REHEARSED.map(({ region }) => region).flatMap((region) => [
      `cognito-idp.${region}.amazonaws.com`,
      `*.auth.${region}.amazoncognito.com`,
    ]),
  ),
];

type ProxyOptions = {
  readonly emulatorPort: number;
  /** The certificate and its key, as PEM. Without them the proxy starts, but no request can pass. */
  readonly tls: { readonly cert?: string; readonly key?: string };
};

/**
 * An HTTP proxy. Every program that the rehearsal runs finds it in the variables HTTP_PROXY and HTTPS_PROXY. The proxy
 * ends TLS and passes requests for the names above to the emulator. It refuses any other name and remembers it, because
 * the request would have left this machine. A program that ignores these variables does not use the proxy.
 */
export class LoopbackProxy {
  readonly refused: string[] = [];
  readonly #options: ProxyOptions;
  readonly #servers: Server[] = [];
  readonly #sockets = new Set<Socket>();
  #port = 0;

  private constructor(options: ProxyOptions) {
    this.#options = options;
  }

  static async start(options: ProxyOptions): Promise<LoopbackProxy> {
    const proxy = new LoopbackProxy(options);
    await proxy.#start();
    return proxy;
  }

  /** URL of the proxy. */
  get url(): string {
    return `http://127.0.0.1:${String(this.#port)}`;
  }

  async #start(): Promise<void> {
    const tls = createTlsServer(this.#options.tls, (incoming, answer) => {
      void this.#pass(incoming, answer);
    });
    // Idle connections stay open. Otherwise a client could reuse one at the moment when it is closed.
    tls.keepAliveTimeout = 0;
    const tlsPort = await this.#listen(tls);
    const proxy = createServer((incoming, answer) => {
      this.refused.push(incoming.url ?? '');
      answer.writeHead(403).end('The rehearsal lets nothing out.\n');
    });
    proxy.on('connect', ({ url = '' }: IncomingMessage, client: Socket) => {
      if (!isProxied(url)) {
        this.refused.push(url);
        client.end('HTTP/1.1 403 Forbidden\r\n\r\n');
        return;
      }
      const upstream = connect(tlsPort, '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        upstream.pipe(client).pipe(upstream);
      });
      for (const socket of [client, upstream]) socket.on('error', () => client.destroy());
    });
    this.#port = await this.#listen(proxy);
  }

  close(): void {
    for (const server of this.#servers) server.close();
    for (const socket of this.#sockets) socket.destroy();
  }

  async #pass(incoming: IncomingMessage, answer: ServerResponse): Promise<void> {
    const { method, url: path, headers } = incoming;
    const host = await this.#hostOf(headers.host ?? '');
    const outgoing = request(
      {
        ...{ host: '127.0.0.1', port: this.#options.emulatorPort, method, path },
        headers: { ...headers, host, 'x-forwarded-proto': 'https' },
      },
      (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(answer);
      },
    );
    outgoing.on('error', () => answer.destroy());
    incoming.pipe(outgoing);
  }

  /** Resolves the environment's own domain: its alias record in the emulated Route 53 names a distribution. */
  async #hostOf(name: string): Promise<string> {
    if (!name.endsWith('.example.org')) return name;
    const zones = await this.#route53('hostedzone');
    const [zone = ''] = /(?<=<Id>\/hostedzone\/)\w+/.exec(zones) ?? [];
    const records = (await this.#route53(`hostedzone/${zone}/rrset`)).split('<ResourceRecordSet>');
    const alias = records.find((one) => one.includes(`<Name>${name}.</Name>`) && one.includes('<Type>A</Type>'));
    return /(?<=<DNSName>)[\w.-]+?(?=\.?<)/.exec(alias ?? '')?.[0] ?? name;
  }

  async #route53(path: string): Promise<string> {
    const answer = await fetch(`http://127.0.0.1:${String(this.#options.emulatorPort)}/2013-04-01/${path}`);
    return answer.text();
  }

  #listen(server: Server): Promise<number> {
    this.#servers.push(server);
    server.on('connection', (socket: Socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
    });
    return new Promise((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        resolve((server.address() as AddressInfo).port);
      });
    });
  }
}

function isProxied(address: string): boolean {
  const [host = '', port] = address.split(':');
  return (
    port === '443' && PROXIED_NAMES.some((name) => host === name || (name[0] === '*' && host.endsWith(name.slice(1))))
  );
}
