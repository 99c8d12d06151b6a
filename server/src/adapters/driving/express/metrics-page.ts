import type { Request, RequestHandler } from 'express';
import { isLoopbackHost } from '../../../domain/loopback.ts';
import { HttpProblem } from '../http/problem.ts';

/** The answer to `GET /metrics`. */
export type MetricsPage = {
  /** Whether clients on other machines get it too. */
  readonly isOpen: boolean;
  readonly contentType: string;
  readonly read: () => Promise<string>;
};

/**
 * Serves the metrics to clients on this machine, or to everyone if the operator has opened them.
 *
 * @param isBehindProxy whether requests come through a proxy, so that nobody knows from which machine
 */
export function serveMetrics({ isOpen, contentType, read }: MetricsPage, isBehindProxy: boolean): RequestHandler {
  return async (request, response) => {
    response.setHeader('cache-control', 'no-store');
    if (!isOpen && (isBehindProxy || !isFromThisMachine(request))) {
      const detail =
        'Only clients on this machine may read the metrics, and not through a proxy. MARQUEE_METRICS_OPEN=true opens them to everyone.';
      throw new HttpProblem(403, 'metrics-not-open', detail);
    }
    response.setHeader('content-type', contentType);
    response.end(await read());
  };
}

/**
 * A request that a proxy on this machine passes on comes from a loopback address too. Most proxies name the client, or
 * themselves.
 */
function isFromThisMachine({ socket, headers }: Request): boolean {
  const isPassedOn = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => headers[name] !== undefined);
  return !isPassedOn && isLoopbackHost(socket.remoteAddress ?? '');
}
