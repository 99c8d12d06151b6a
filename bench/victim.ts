import { parseArgs } from 'node:util';
import { BenchClock } from '../server/testing/builders/cost-table.ts';
import { makeCostedInstance } from '../server/testing/builders/costed-instances.ts';

/**
 * This separate process has one instance of the movies cache. The instance makes one request to the provider. The
 * parent process kills this process before the answer arrives.
 */
const { values } = parseArgs({
  options: {
    dynamodb: { type: 'string', default: '' },
    tmdb: { type: 'string', default: '' },
    token: { type: 'string', default: '' },
    query: { type: 'string', default: '' },
    lease: { type: 'string', default: '' },
    shift: { type: 'string', default: '0' },
  },
});
const clock = new BenchClock();
// The clock of this instance is shifted in the same way as those of the other instances.
clock.shiftMs = Number(values.shift);
const instance = makeCostedInstance(values, clock, { leaseMs: Number(values.lease) });
await instance.searchMovies.execute(values.query, 1);
