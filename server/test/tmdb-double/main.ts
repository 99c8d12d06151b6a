import { parseArgs } from 'node:util';
import { FAULT_KINDS } from './faults.ts';
import { TmdbDouble } from './server.ts';

const { values } = parseArgs({ options: { port: { type: 'string', default: '3031' } } });
const double = await TmdbDouble.start({ port: Number(values.port) });
const control = double.url.replace(/3$/, 'double/fault');

process.stdout.write(`The TMDB double is at ${double.url}, with 600 films of its own. In another terminal:

  MARQUEE_TMDB_URL=${double.url} MARQUEE_TMDB_IMAGE_URL=${double.imageUrl} MARQUEE_TMDB_TOKEN=${double.token} npm start

  curl 'http://localhost:3030/v1/movies?query=lantern'
  curl -X PUT ${control} -d '{"kind":"server-error"}'     it fails from now on
  curl -X PUT ${control} -d '{"latencyMs":500}'           it is slow
  curl -X PUT ${control} -d '{}'                          it is well again

Kinds of failure: ${FAULT_KINDS.join(', ')}.
`);
