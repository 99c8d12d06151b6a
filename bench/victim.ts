import { parseArgs } from 'node:util';
import { BenchClock } from '../server/testing/builders/cost-table.ts';
import { makeCostedInstance } from '../server/testing/builders/costed-instances.ts';

/**
 * A separate process with one instance. The instance makes one request, and the parent process kills it before the
 * answer arrives.
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
