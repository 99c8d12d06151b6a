import { resolve } from 'node:path';
import { parseArgs } from 'node:util';

export const USAGE = `Usage: npm run bench:api -- [options]

Sends requests to a Marquee server over HTTP at a fixed rate and prints the latency of every route. Without --url, it starts
a server itself, on a free port and with a data folder of its own. It then also compares Marquee with other servers over the
same films: a bare server, Express with MiniSearch, and OpenSearch if Java is present and OpenSearch has been fetched (node
server/scripts/fetch-opensearch.mjs).
  --data FILE            films to import first (default: Marquee's sample)
  --rate N               requests a second (100)
  --seconds N            duration in seconds (60)
  --connections N        connections for measuring the throughput at saturation (32)
  --rounds N             rounds of the comparison (5)
  --round-seconds N      seconds for each server in each round (2)
  --seed N               seed of the random requests (1)
  --quick                10 s at 50 requests a second, and one round of one second
  --url URL              measure a server that is already running, and send it only GET requests
  --i-own-this-host      allow --url to name another machine
  --out FILE             where to write the figures (.bench/api.json)

Exit codes: 0 measured, 1 failed, 2 wrong arguments`;

export type ApiBenchOptions = {
  readonly url: string | undefined;
  readonly data: string | undefined;
  readonly perSecond: number;
  readonly seconds: number;
  readonly saturationSeconds: number;
  readonly connections: number;
  readonly rounds: number;
  readonly roundSeconds: number;
  readonly seed: number;
  readonly out: string;
};

const LOOPBACK = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/;

/** @throws Error with a message for the user */
export function readOptions(args: readonly string[]): ApiBenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      url: { type: 'string' },
      'i-own-this-host': { type: 'boolean', default: false },
      data: { type: 'string' },
      rate: { type: 'string' },
      seconds: { type: 'string' },
      connections: { type: 'string', default: '32' },
      rounds: { type: 'string' },
      'round-seconds': { type: 'string' },
      seed: { type: 'string', default: '1' },
      quick: { type: 'boolean', default: false },
      out: { type: 'string', default: resolve(import.meta.dirname, '../../.bench/api.json') },
    },
  });
  const { url, quick } = values;
  if (url !== undefined) checkHost(url, values['i-own-this-host']);
  return {
    url: url?.replace(/\/$/, ''),
    data: values.data,
    perSecond: natural('rate', values.rate ?? (quick ? '50' : '100')),
    seconds: natural('seconds', values.seconds ?? (quick ? '10' : '60')),
    saturationSeconds: quick ? 3 : 10,
    connections: natural('connections', values.connections),
    rounds: natural('rounds', values.rounds ?? (quick ? '1' : '5')),
    roundSeconds: natural('round-seconds', values['round-seconds'] ?? (quick ? '1' : '2')),
    seed: natural('seed', values.seed),
    out: values.out,
  };
}

/** Refuses hosts other than this machine, because a load test of somebody else's machine is an attack. */
function checkHost(url: string, owned: boolean): void {
  const { hostname, protocol } = new URL(url);
  if (protocol !== 'http:') throw new Error('--url must begin with http://');
  if (LOOPBACK.test(hostname) || owned) return;
  throw new Error(`${hostname} is not this machine. Use --i-own-this-host if you may put load on it.`);
}

function natural(name: string, text: string): number {
  if (!/^[1-9]\d{0,8}$/.test(text)) throw new Error(`--${name} must be a whole number from 1.`);
  return Number(text);
}
