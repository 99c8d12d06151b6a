import type { Request, RequestHandler, Response } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';

/** After a turn of the event loop that took this long, the next turns start no request that waits. */
export const LONG_TURN_MS = 5;
/** Node accepts one new connection in each turn. An empty turn takes a few microseconds. */
export const TURNS_TO_ACCEPT = 128;
/**
 * This many requests of a client may wait. Behind a proxy, the requests of all clients share 1,000 connections. A browser sends
 * six at once.
 */
export const MOST_WAITING = 100;

/**
 * Starts at most one request of each client in a turn of the event loop. The others wait for later turns. A search may keep
 * the only thread busy for 50 ms. If one client sends 100 at once, everybody else would otherwise wait for 5 s. A new client
 * now waits for one search of each other client, even before its connection is accepted.
 *
 * @param refuse answers a request if too many of its client wait
 * @param isExempt whether a request never waits
 */
export function takeTurns(
  refuse: (response: Response) => void,
  isExempt: (request: Request) => boolean,
): RequestHandler {
  /** The requests that wait, of each client that has started one in this turn. */
  const waiting = new Map<string, (() => void)[]>();
  let turnsToAccept = 0;
  let startedMs = 0;

  const nextTurn = () => {
    if (startedMs > 0 && performance.now() - startedMs > LONG_TURN_MS) turnsToAccept = TURNS_TO_ACCEPT;
    startedMs = 0;
    if (turnsToAccept > 0) turnsToAccept -= 1;
    else startOneOfEach();
    if (waiting.size > 0) setImmediate(nextTurn);
  };

  const startOneOfEach = () => {
    startedMs = performance.now();
    for (const [client, requests] of [...waiting]) {
      const start = requests.shift();
      if (start) start();
      else waiting.delete(client);
    }
  };

  return (request, response, next) => {
    if (isExempt(request)) {
      next();
      return;
    }
    const client = ipKeyGenerator(request.ip ?? '');
    const requests = waiting.get(client);
    if (requests && requests.length >= MOST_WAITING) {
      refuse(response);
      return;
    }
    if (requests) {
      requests.push(() => {
        if (!response.closed) next();
      });
      return;
    }
    if (waiting.size === 0) {
      startedMs = performance.now();
      setImmediate(nextTurn);
    }
    waiting.set(client, []);
    next();
  };
}
