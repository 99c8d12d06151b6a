import { parseArgs } from 'node:util';
import { readArguments, reportFailure } from '../../src/adapters/driving/cli/command-line.ts';
import { FAULT_KINDS } from './faults.ts';
import type { DoubleOptions, ProviderDouble } from './server.ts';

type Command = {
  /** Such as `TMDB`. */
  readonly provider: string;
  /** Such as `npm run tmdb:double`. */
  readonly name: string;
  readonly defaultPort: number;
  readonly defaultKey: string;
  readonly start: (options: DoubleOptions) => Promise<ProviderDouble>;
  /** The settings with which Marquee uses the double. */
  readonly settings: (double: ProviderDouble) => Readonly<Record<string, string>>;
};

/** Runs the double of a movie provider until Ctrl-C. */
export async function runDouble(command: Command): Promise<void> {
  const { provider, name, defaultPort, defaultKey } = command;
  const usage = `Usage: ${name} -- [--port N] [--token TOKEN]

Runs a stand-in for ${provider} with 600 invented films until Ctrl-C, and prints the command that starts Marquee with it.
  --port N        the port of the stand-in (${String(defaultPort)}); 0 chooses a free one
  --token TOKEN   the key that it accepts (${defaultKey})

Exit codes: 1 the stand-in could not start; 2 wrong arguments`;
  const options = readArguments(usage, process.argv.slice(2), (args) => {
    const { values } = parseArgs({
      args,
      options: { port: { type: 'string', default: String(defaultPort) }, token: { type: 'string' } },
    });
    if (!/^\d{1,5}$/.test(values.port) || Number(values.port) > 65_535) throw new Error('--port must be 0 to 65535.');
    return { port: Number(values.port), ...(values.token !== undefined && { token: values.token }) };
  });
  if (options)
    await command.start(options).then((double) => {
      introduce(command, double);
    }, reportFailure);
}

function introduce({ provider, settings }: Command, double: ProviderDouble): void {
  const control = new URL('/double/fault', double.url).href;
  const assignments = Object.entries(settings(double)).map(([name, value]) => `${name}=${value}`);
  process.stdout.write(`The ${provider} double is at ${double.url}, with 600 invented films. In another terminal:

  ${assignments.join(' ')} npm start

  curl 'http://localhost:3030/v1/movies?query=lantern'
  curl -X PUT ${control} -d '{"kind":"server-error"}'     every answer is an error
  curl -X PUT ${control} -d '{"latencyMs":500}'           every answer takes 0.5 s longer
  curl -X PUT ${control} -d '{}'                          it works normally again

Kinds of failure: ${FAULT_KINDS.join(', ')}.
`);
}
