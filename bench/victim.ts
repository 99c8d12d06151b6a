import { parseArgs } from 'node:util';
import { BenchClock } from '../server/testing/builders/cost-table.ts';
import { makeCostedInstance } from '../server/testing/builders/costed-instances.ts';

/** An instance in a process of its own that asks one thing and is killed meanwhile. */
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
// All instances live at the same time.
clock.shiftMs = Number(values.shift);
const instance = makeCostedInstance(values, clock, { leaseMs: Number(values.lease) });
await instance.searchMovies.execute(values.query, 1);
