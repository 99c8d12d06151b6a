// `node scripts/third-party-notices.ts FILE`: writes the licences of all packages that Marquee ships, for everything that a release
// consists of.
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

type Locked = {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly link?: boolean;
  readonly optional?: boolean;
};

const ROOT = join(import.meta.dirname, '..');

/** Licences of what a package contains compiled. */
const COMPILED_IN: Readonly<Record<string, readonly string[]>> = {
  'classic-level': ['deps/leveldb/leveldb-1.20/LICENSE', 'deps/snappy/snappy/COPYING'],
};

const MIT = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`;

/**
 * @returns the licences of everything that server and page contain, because bundles do not keep them
 * @throws Error if the text of a licence is not known
 */
export async function thirdPartyNotices(): Promise<string> {
  const lock = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8')) as {
    packages: Readonly<Record<string, Locked>>;
  };
  // The only optional package is the Node for development.
  const shipped = Object.entries(lock.packages).filter(
    ([path, { dev = false, link = false, optional = false }]) =>
      path.includes('node_modules/') && !dev && !link && !optional,
  );
  const namesByText = new Map<string, string[]>();
  for (const [path, { version = '', license = '' }] of shipped) {
    const name = path.replace(/^.*node_modules\//, '');
    const text = (await licenceText(join(ROOT, path), name)) || (await standardText(join(ROOT, path), license));
    if (text === '') throw new Error(`${name} ${version} (${license}): the text of the licence is not known.`);
    namesByText.set(text, [...(namesByText.get(text) ?? []), `${name} ${version} (${license})`]);
  }
  const notices = [...namesByText].map(([text, names]) => `${names.join('\n')}\n\n${text}`);
  return `Marquee contains the following packages.\n\n${notices.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

/** @returns an empty text if the package has no such file */
async function licenceText(folder: string, name: string): Promise<string> {
  const files = (await readdir(folder)).filter((file) =>
    /^(?:licen[cs]e|notice|copying)(?:-\w+)?(?:\.(?:md|txt))?$/i.test(file),
  );
  const paths = [...files.sort(), ...(COMPILED_IN[name] ?? [])];
  const parts = await Promise.all(paths.map((path) => readFile(join(folder, path), 'utf8')));
  return parts.map((part) => `${part.trim()}\n`).join('\n');
}

/** @returns the text of the licence that a package only names; an empty text if it is not known here */
async function standardText(folder: string, license: string): Promise<string> {
  if (license === 'MIT') {
    const manifest = await readFile(join(folder, 'package.json'), 'utf8');
    const { name, author } = JSON.parse(manifest) as { name: string; author?: string | { name: string } };
    const holder = typeof author === 'object' ? author.name : (author ?? `the authors of ${name}`);
    return `MIT License\n\nCopyright (c) ${holder}\n\n${MIT}`;
  }
  // Some packages of the AWS SDK have no file. The others have the whole text.
  const sdk = join(ROOT, 'node_modules/@aws-sdk/client-dynamodb');
  return license === 'Apache-2.0' ? licenceText(sdk, '') : '';
}

if (import.meta.main) {
  const [file] = process.argv.slice(2);
  if (file === undefined) throw new Error('Usage: node scripts/third-party-notices.ts FILE');
  await writeFile(file, await thirdPartyNotices());
}
