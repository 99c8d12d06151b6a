import { parseArgs } from 'node:util';
import { BenchClock } from '../server/testing/builders/cost-table.ts';
import { makeCostedInstance } from '../server/testing/builders/costed-instances.ts';

/** A separate process with one instance. It makes one request, and its parent kills it before the answer arrives. */
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
// All instances share the same shifted time.
clock.shiftMs = Number(values.shift);
const instance = makeCostedInstance(values, clock, { leaseMs: Number(values.lease) });
await instance.searchMovies.execute(values.query, 1);
