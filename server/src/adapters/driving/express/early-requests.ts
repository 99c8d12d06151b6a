import { randomUUID } from 'node:crypto';
import type { RequestListener } from 'node:http';
import { toResult } from '../http/handler.ts';
import { HttpProblem, problemOf } from '../http/problem.ts';
import { hasBody } from './request-body.ts';

/** Seconds after which a supervisor has probably restarted the process. */
const RETRY_AFTER_SEC = 5;

/**
 * Holds requests that arrive while the product starts. Answers them once it is ready, or once its start has failed. Those
 * with a body are refused at once, because Node would keep each chunk of the body as a Buffer.
 */
export class EarlyRequests {
  readonly #ready = Promise.withResolvers<RequestListener>();
  #isDecided = false;

  readonly listener: RequestListener = (request, response) => {
    if (!this.#isDecided && hasBody(request)) {
      notReady(request, response);
      return;
    }
    void this.#ready.promise.then((listener) => {
      listener(request, response);
    });
  };

  /** Passes the waiting requests, and all later requests, to the listener. */
  handTo(listener: RequestListener): void {
    this.#isDecided = true;
    this.#ready.resolve(listener);
  }

  /** Answers all requests with 503 and Retry-After. Does nothing after {@link handTo}. */
  refuse(): void {
    this.handTo(refusal('not-started', 'The product could not start; its log says why.'));
  }
}

function refusal(code: string, detail: string): RequestListener {
  return (_request, response) => {
    const problem = new HttpProblem(503, code, detail, { headers: { 'retry-after': String(RETRY_AFTER_SEC) } });
    const { statusCode = 503, headers, body } = toResult(problemOf(problem, randomUUID()));
    response.writeHead(statusCode, { ...headers, connection: 'close' } as Record<string, string>).end(body);
  };
}

const notReady = refusal('not-ready', 'The product is starting. Send the request again.');
