import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { ENDINGS, readAnswers, ROWS, VERSIONS } from './catalogue.ts';

/**
 * Makes the data folders that `upgrade.test.ts` opens. They are written by the version of the product that is checked
 * out:
 *
 *     node server/testing/upgrade/make-data.ts NAME
 *
 * `NAME` becomes a folder in `data/`; use the commit as the name. Each folder is made once, by the version in its name,
 * and never changed. Next to each data folder, the file `ENDING.json` contains what the API answered before the server
 * ended.
 */
const ENTRYPOINTS = join(import.meta.dirname, '../../src/entrypoints');

const [name] = process.argv.slice(2);
if (name === undefined) {
  process.stderr.write('Usage: node server/testing/upgrade/make-data.ts NAME\n');
  process.exit(2);
}
for (const ending of ENDINGS) await makeData(join(VERSIONS, name), ending);

async function makeData(target: string, ending: (typeof ENDINGS)[number]): Promise<void> {
  const dataDir = await mkdtemp(join(tmpdir(), 'marquee-upgrade-'));
  await run(dataDir, 'films-import.ts', ROWS);
  // The snapshot is built before the edits that follow, so that the edits are only in the list of changes.
  await run(dataDir, 'search-rebuild.ts');
  const server = start(dataDir, 'local.ts');
  const url = await addressOf(server);
  await edit(url, (await run(dataDir, 'token.ts', '--scope', 'films:write')).trim());
  const answers = await readAnswers(url);
  server.kill(ending === 'closed' ? 'SIGTERM' : 'SIGKILL');
  await once(server, 'close');
  await mkdir(target, { recursive: true });
  await rm(join(target, ending), { recursive: true, force: true });
  await cp(dataDir, join(target, ending), {
    recursive: true,
    // Leaves out the issuer's private key and the files that only a running store needs. Every start makes them again.
    filter: (path) => !/(?:oidc-issuer\.json|dynamodb\.json|dynamodb-lock|LOCK|LOG|LOG\.old)$/.test(path),
  });
  await writeFile(join(target, `${ending}.json`), `${JSON.stringify(answers, undefined, 2)}\n`);
  await rm(dataDir, { recursive: true });
}

function start(dataDir: string, entrypoint: string, ...args: string[]) {
  return spawn(process.execPath, [join(ENTRYPOINTS, entrypoint), ...args], {
    env: { PATH: process.env['PATH'], PORT: '0', MARQUEE_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function run(dataDir: string, entrypoint: string, ...args: string[]): Promise<string> {
  const child = start(dataDir, entrypoint, ...args);
  const [output] = await Promise.all([text(child.stdout), once(child, 'close')]);
  if (child.exitCode !== 0) throw new Error(`${entrypoint} exited with ${String(child.exitCode)}`);
  return output;
}

async function addressOf(server: ReturnType<typeof start>): Promise<string> {
  let output = '';
  for await (const chunk of server.stdout) {
    output += String(chunk);
    const [, url] = /Marquee is at (\S+)[^]*writing {3}/.exec(output) ?? [];
    if (url !== undefined) return url;
  }
  throw new Error(`The server ended before it was ready:\n${output}`);
}

/** Makes one edit of each kind. */
async function edit(url: string, token: string): Promise<void> {
  const write = async (method: string, path: string, ifMatch?: string, body?: unknown) => {
    const answer = await fetch(`${url}/v1/films${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        'content-type': 'application/json',
        ...(ifMatch !== undefined && { 'if-match': ifMatch }),
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!answer.ok) throw new Error(`${method} ${path}: ${String(answer.status)} ${await answer.text()}`);
  };
  await write('PATCH', '/the-lantern-keeper-1931', '"1"', { genres: ['Drama', 'Mystery'], rating: { critics: 4.5 } });
  await write('PUT', '/salt-road-1968', '*', { title: 'The Salt Road', year: 1968, cast: ['Ines Marrow'] });
  await write('POST', '', undefined, { title: 'Made by Hand', year: 2020, notes: ['kept', 'as', 'given'] });
  await write('DELETE', '/a-quiet-harbour-1947', '"1"');
  await write('DELETE', '/paper-moons-1955', '"1"');
  await write('POST', '', undefined, { id: 'paper-moons-1955', title: 'Paper Moons, Again', year: 1955 });
}
