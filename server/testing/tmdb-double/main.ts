import { parseArgs } from 'node:util';
import { readArguments, reportFailure } from '../../src/adapters/driving/cli/command-line.ts';
import { FAULT_KINDS } from './faults.ts';
import { TmdbDouble } from './server.ts';

const USAGE = `Usage: npm run tmdb:double -- [--port N] [--token TOKEN]

Runs a stand-in for TMDB with 600 invented films until Ctrl-C, and prints the command that starts Marquee with it.
  --port N        the port of the stand-in (3031); 0 chooses a free one
  --token TOKEN   the read access token that it accepts (tmdb-double-token)

Exit codes: 1 the stand-in could not start; 2 wrong arguments`;

const options = readArguments(USAGE, process.argv.slice(2), (args) => {
  const { values } = parseArgs({
    args,
    options: { port: { type: 'string', default: '3031' }, token: { type: 'string' } },
  });
  if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535) throw new Error('--port must be 0 to 65535.');
  return { port: Number(values.port), ...(values.token !== undefined && { token: values.token }) };
});
if (options) await TmdbDouble.start(options).then(introduce, reportFailure);

function introduce(double: TmdbDouble): void {
  const control = double.url.replace(/3$/, 'double/fault');
  process.stdout.write(`The TMDB double is at ${double.url}, with 600 invented films. In another terminal:

  MARQUEE_TMDB_URL=${double.url} MARQUEE_TMDB_IMAGE_URL=${double.imageUrl} MARQUEE_TMDB_TOKEN=${double.token} npm start

  curl 'http://localhost:3030/v1/movies?query=lantern'
  curl -X PUT ${control} -d '{"kind":"server-error"}'     every answer is an error
  curl -X PUT ${control} -d '{"latencyMs":500}'           every answer takes 0.5 s longer
  curl -X PUT ${control} -d '{}'                          it works normally again

Kinds of failure: ${FAULT_KINDS.join(', ')}.
`);
}
