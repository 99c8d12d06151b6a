import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { toResult } from '../http/handler.ts';
import { HttpProblem, problemOf } from '../http/problem.ts';

/** Seconds after which a supervisor has probably restarted the process. */
const RETRY_AFTER_SEC = 5;

/** Holds requests that arrive while the product starts. Answers them once it is ready, or once its start has failed. */
export class EarlyRequests {
  readonly #ready = Promise.withResolvers<RequestListener>();

  readonly listener: RequestListener = (request, response) => {
    void this.#ready.promise.then((listener) => {
      listener(request, response);
    });
  };

  /** Passes the waiting requests, and all later requests, to the listener. */
  handTo(listener: RequestListener): void {
    this.#ready.resolve(listener);
  }

  /** Answers all requests with 503 and Retry-After. Does nothing after {@link handTo}. */
  refuse(): void {
    this.#ready.resolve(refuse);
  }
}

const refuse: RequestListener = (_request, response) => {
  const headers = { 'retry-after': String(RETRY_AFTER_SEC) };
  const problem = new HttpProblem(503, 'not-started', 'The product could not start; its log says why.', { headers });
  const { statusCode = 503, headers: all, body } = toResult(problemOf(problem, randomUUID()));
  response.writeHead(statusCode, { ...all, connection: 'close' } as Record<string, string>).end(body);
};
