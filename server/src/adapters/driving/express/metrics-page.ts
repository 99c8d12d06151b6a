import { randomUUID } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { isLoopbackHost } from '../../../domain/loopback.ts';
import { toResult } from '../http/handler.ts';
import { HttpProblem, problemOf } from '../http/problem.ts';

/** The answer to `GET /metrics`. */
export type MetricsPage = {
  /** Whether clients on other machines get it too. */
  readonly isOpen: boolean;
  readonly contentType: string;
  readonly read: () => Promise<string>;
};

/** Serves the metrics to clients on this machine, or to everyone if the operator has opened them. */
export function serveMetrics({ isOpen, contentType, read }: MetricsPage): RequestHandler {
  return async (request, response) => {
    response.setHeader('cache-control', 'no-store');
    if (isOpen || isFromThisMachine(request)) {
      response.setHeader('content-type', contentType);
      response.end(await read());
      return;
    }
    const detail =
      'Only clients on this machine may read the metrics. MARQUEE_METRICS_OPEN=true opens them to everyone.';
    const {
      statusCode = 403,
      headers,
      body,
    } = toResult(problemOf(new HttpProblem(403, 'metrics-not-open', detail), randomUUID()));
    response
      .status(statusCode)
      .set(headers as Record<string, string>)
      .end(body);
  };
}

/** A request that a proxy on this machine passes on comes from a loopback address too, but it names its client. */
function isFromThisMachine({ socket, headers }: Request): boolean {
  const isPassedOn = ['forwarded', 'x-forwarded-for', 'x-real-ip', 'via'].some((name) => headers[name] !== undefined);
  return !isPassedOn && isLoopbackHost(socket.remoteAddress ?? '');
}
