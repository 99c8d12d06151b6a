import type { RequestHandler } from 'express';
import { ipKeyGenerator } from 'express-rate-limit';

/**
 * Starts at most one request of each client in a turn of the event loop. The others wait for the next turns. A search
 * may keep the only thread busy for 50 ms, and 100 of them that one client sends at once would keep everybody else waiting
 * for 5 s. With this, a new client waits for one search of each of the others. A turn without work takes a few microseconds.
 */
export function takeTurns(): RequestHandler {
  /** The requests that wait, of each client that has started one in this turn. */
  const waiting = new Map<string, (() => void)[]>();

  const nextTurn = () => {
    for (const [client, requests] of [...waiting]) {
      const start = requests.shift();
      if (start) start();
      else waiting.delete(client);
    }
    if (waiting.size > 0) setImmediate(nextTurn);
  };

  return (request, response, next) => {
    const client = ipKeyGenerator(request.ip ?? '');
    const requests = waiting.get(client);
    if (requests) {
      requests.push(() => {
        if (!response.closed) next();
      });
      return;
    }
    if (waiting.size === 0) setImmediate(nextTurn);
    waiting.set(client, []);
    next();
  };
}
