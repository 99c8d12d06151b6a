import { parseArgs } from 'node:util';
import { readArguments, reportFailure } from '../../src/adapters/driving/cli/command-line.ts';
import { FAULT_KINDS } from './faults.ts';
import { TmdbDouble } from './server.ts';

const USAGE = `Usage: npm run tmdb:double -- [--port N]

Runs a stand-in for TMDB with 600 films of its own, until Ctrl-C, and prints the line that starts Marquee over it.
  --port N   its port (3031); 0 chooses a free one

Exit codes: 1 it could not start, 2 wrong arguments`;

const port = readArguments(USAGE, process.argv.slice(2), (args) => {
  const { values } = parseArgs({ args, options: { port: { type: 'string', default: '3031' } } });
  if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535) throw new Error('--port must be 0 to 65535.');
  return Number(values.port);
});
if (port !== undefined) await TmdbDouble.start({ port }).then(introduce, reportFailure);

function introduce(double: TmdbDouble): void {
  const control = double.url.replace(/3$/, 'double/fault');
  process.stdout.write(`The TMDB double is at ${double.url}, with 600 films of its own. In another terminal:

  MARQUEE_TMDB_URL=${double.url} MARQUEE_TMDB_IMAGE_URL=${double.imageUrl} MARQUEE_TMDB_TOKEN=${double.token} npm start

  curl 'http://localhost:3030/v1/movies?query=lantern'
  curl -X PUT ${control} -d '{"kind":"server-error"}'     it fails from now on
  curl -X PUT ${control} -d '{"latencyMs":500}'           it is slow
  curl -X PUT ${control} -d '{}'                          it is well again

Kinds of failure: ${FAULT_KINDS.join(', ')}.
`);
}
