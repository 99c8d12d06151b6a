import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';

type Locked = { readonly version?: string; readonly license?: string; readonly dev?: boolean; readonly link?: boolean };

/** The licences of everything that server and page contain, because bundles do not keep them. */
export async function thirdPartyNotices(root: string): Promise<string> {
  const lock = JSON.parse(await readFile(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Readonly<Record<string, Locked>>;
  };
  const shipped = Object.entries(lock.packages).filter(
    ([path, { dev = false, link = false }]) => path.includes('node_modules/') && !dev && !link,
  );
  const notices = await Promise.all(
    shipped.map(async ([path, { version = '', license = '' }]) => {
      const name = path.replace(/^.*node_modules\//, '');
      return `${name} ${version} (${license})\n\n${await licenceText(join(root, path))}`;
    }),
  );
  return `Marquee contains the following packages.\n\n${notices.join(`\n${'-'.repeat(80)}\n\n`)}`;
}

/** @returns an empty text if the package has no such file, or is for another platform and so not installed */
async function licenceText(folder: string): Promise<string> {
  const files = await readdir(folder).catch(() => []);
  const texts = files.filter((file) => /^(?:licen[cs]e|notice|copying)(?:\.(?:md|txt))?$/i.test(file)).sort();
  const parts = await Promise.all(texts.map((file) => readFile(join(folder, file), 'utf8')));
  return parts.map((part) => `${part.trim()}\n`).join('\n');
}
