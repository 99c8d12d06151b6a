import { execFile } from 'node:child_process';
import { createReadStream, createWriteStream, existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import { createBrotliDecompress } from 'node:zlib';

const run = promisify(execFile);

/** A Chromium that starts on this machine. */
export type FoundChromium = {
  readonly executable: string;
  /** The version that the browser reports, such as `Chromium 153.0.8010.0`. */
  readonly version: string;
  /** Additional environment variables that the browser needs. */
  readonly env: Readonly<Record<string, string>>;
};

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** With this value of MARQUEE_BROWSER, the browser from the npm package is used, even if there are others. */
const PACKAGED = 'packaged';

/**
 * Finds the browser that MARQUEE_BROWSER names (a path, or `packaged`). Otherwise it takes a Chromium or Chrome on the
 * PATH. If there is none, it takes the Chromium in the npm package `@sparticuz/chromium`, which runs on Linux on x64
 * and is unpacked once into `.cache/`.
 *
 * @returns the reason if there is no browser
 * @throws Error if the browser that MARQUEE_BROWSER names does not start, or if there is no browser and CI is set
 */
export async function findChromium(): Promise<FoundChromium | { readonly absent: string }> {
  const named = process.env['MARQUEE_BROWSER'];
  if (named !== undefined && named !== '' && named !== PACKAGED) return tryToStart(named);
  const onPath = (process.env['PATH'] ?? '')
    .split(delimiter)
    .flatMap((folder) => NAMES.map((name) => join(folder, name)));
  for (const executable of named === PACKAGED ? [] : onPath.filter((path) => existsSync(path))) {
    const found = await tryToStart(executable).catch(() => undefined);
    if (found) return found;
  }
  try {
    return await unpacked();
  } catch (error) {
    // In CI, a skipped check would look like a passed check.
    if (named === PACKAGED || process.env['CI']) throw error;
    return { absent: `no Chromium on the PATH, and the Chromium of the npm package does not start: ${String(error)}` };
  }
}

async function tryToStart(executable: string, env: Readonly<Record<string, string>> = {}): Promise<FoundChromium> {
  const { stdout } = await run(executable, ['--version', '--no-sandbox'], { env: { ...process.env, ...env } });
  return { executable, version: stdout.trim(), env };
}

async function unpacked(): Promise<FoundChromium> {
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new Error(`it is made for Linux on x64, and this is ${process.platform} on ${process.arch}`);
  }
  const library = dirname(dirname(createRequire(import.meta.url).resolve('@sparticuz/chromium')));
  const { version } = JSON.parse(await readFile(join(library, 'package.json'), 'utf8')) as { version: string };
  const folder = join(import.meta.dirname, '../../../.cache', `chromium-${version}`);
  if (!existsSync(folder)) await unpack(join(library, 'bin'), folder);
  const executable = join(folder, 'chromium');
  // A new machine may lack fonts or libraries. The browser then uses those of the package.
  const fonts: Record<string, string> = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: folder };
  return tryToStart(executable, fonts).catch(() =>
    tryToStart(executable, { ...fonts, LD_LIBRARY_PATH: join(folder, 'lib') }),
  );
}

/**
 * Unpacks the browser completely or not at all. If two processes unpack at once, the second process uses the folder
 * that the first has made.
 */
async function unpack(packed: string, folder: string): Promise<void> {
  const temporary = `${folder}-${String(process.pid)}`;
  await mkdir(temporary, { recursive: true });
  try {
    await decompress(join(packed, 'chromium.br'), join(temporary, 'chromium'));
    for (const name of ['al2023.tar', 'fonts.tar', 'swiftshader.tar']) {
      const archive = join(temporary, name);
      await decompress(join(packed, `${name}.br`), archive);
      await run('tar', ['-xf', archive, '-C', temporary]);
      await rm(archive);
    }
    await rename(temporary, folder).catch((error: unknown) => {
      if (!existsSync(folder)) throw error;
    });
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

function decompress(from: string, to: string): Promise<void> {
  return pipeline(createReadStream(from), createBrotliDecompress(), createWriteStream(to, { mode: 0o755 }));
}
