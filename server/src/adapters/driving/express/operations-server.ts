import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';
import type { MetricsPage } from './metrics-page.ts';

/**
 * Answers probes and Prometheus on a port of its own, which no ingress and no load balancer should reach. The paths are
 * those that Kubernetes uses for its own processes:
 *
 * - `/livez` answers 200 as long as the process can answer at all
 * - `/readyz` answers 200 while {@link isReady}, and otherwise 503
 * - `/metrics` answers as soon as there are {@link metrics}
 *
 * Neither probe calls another system, so a store that fails causes no restart, and probes cost nothing.
 */
export class OperationsServer {
  /** Whether requests should be sent to this process. */
  isReady = false;
  metrics: Pick<MetricsPage, 'contentType' | 'read'> | undefined;
  /** The server does not keep the process alive, so it answers until the process ends. */
  readonly server: Server = createServer((request, response) => {
    this.#answer(request, response);
  }).unref();

  #answer: RequestListener = ({ url, method }, response) => {
    response.setHeader('cache-control', 'no-store');
    const send = (status: number, text: string) => {
      response.writeHead(status, { 'content-type': 'text/plain' }).end(text);
    };
    if (method !== 'GET' && method !== 'HEAD') send(405, 'Only GET and HEAD are allowed.\n');
    else if (url === '/livez') send(200, 'live\n');
    else if (url === '/readyz') send(this.isReady ? 200 : 503, this.isReady ? 'ready\n' : 'not ready\n');
    else if (url !== '/metrics') send(404, 'There are /livez, /readyz and /metrics.\n');
    else if (!this.metrics) send(503, 'not ready\n');
    else void this.#sendMetrics(this.metrics, response);
  };

  async #sendMetrics({ contentType, read }: NonNullable<OperationsServer['metrics']>, response: ServerResponse) {
    try {
      const text = await read();
      response.writeHead(200, { 'content-type': contentType }).end(text);
    } catch {
      response.writeHead(500).end();
    }
  }
}
