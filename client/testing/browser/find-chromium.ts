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
  /** As it calls itself, such as `Chromium 153.0.8010.0`. */
  readonly version: string;
  /** What it needs in its environment besides. */
  readonly env: Readonly<Record<string, string>>;
};

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'chrome'];

/** For MARQUEE_BROWSER: the one out of the npm package, whatever else is there. */
const PACKAGED = 'packaged';

/**
 * The browser that MARQUEE_BROWSER names (a path, or `packaged`); else a Chromium or Chrome on the PATH; else the one that
 * the npm package `@sparticuz/chromium` carries, for Linux on x64, unpacked once into `.cache/`.
 *
 * @returns why there is none, where there is none
 * @throws Error when the browser that MARQUEE_BROWSER names does not start, and where CI is set when there is none
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
    // In CI a check that was skipped would look like one that passed.
    if (named === PACKAGED || process.env['CI']) throw error;
    return { absent: `no Chromium on the PATH, and the packaged one does not start: ${String(error)}` };
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
  // Fonts where the machine has none; libraries where it lacks them, as a fresh machine may.
  const fonts: Record<string, string> = existsSync('/etc/fonts/fonts.conf') ? {} : { FONTCONFIG_PATH: folder };
  return tryToStart(executable, fonts).catch(() =>
    tryToStart(executable, { ...fonts, LD_LIBRARY_PATH: join(folder, 'lib') }),
  );
}

/** Whole or not at all: of two that unpack at once the second finds the folder of the first. */
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
