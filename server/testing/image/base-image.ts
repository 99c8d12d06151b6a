import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, realpath, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { buildah, output } from './command.ts';

const CERTIFICATES = 'etc/ssl/certs/ca-certificates.crt';
/** What the base needs of these folders is mounted or made when it runs. */
const LEFT_OUT = ['dev', 'proc', 'sys', 'var/cache/apt', 'var/lib/apt/lists'];

/**
 * Makes an image that can replace both bases of the Dockerfile where no registry of images can be reached: a small Debian
 * with the Node of this process and with npm. Does nothing if an earlier call has made it.
 *
 * @param cache folder for the Debian
 * @returns the image's name
 */
export async function makeBase(cache: string): Promise<string> {
  const name = `localhost/marquee-base:${process.versions.node}-with-licence`;
  if ((await buildah('images', '--quiet', '--filter', `reference=${name}`)) !== '') return name;
  const debian = await makeDebian(join(cache, 'debian'));
  const folder = await mkdtemp(join(tmpdir(), 'marquee-base-'));
  try {
    await output('cp', '--archive', `${debian}/.`, folder);
    await cp(await realpath(process.execPath), join(folder, 'usr/local/bin/node'));
    // The npm package `node` has no licence file, unlike the base of the Dockerfile.
    await writeFile(join(folder, 'usr/local/LICENSE'), 'This image is only for tests.\n');
    const npm = await output('sh', '-c', 'realpath "$(command -v npm)"');
    await output('cp', '--archive', join(dirname(npm), '..'), join(folder, 'usr/local/lib/npm'));
    await symlink('../lib/npm/bin/npm-cli.js', join(folder, 'usr/local/bin/npm'));
    // This machine may trust further authorities, and npm must reach the registry through them.
    if (existsSync(`/${CERTIFICATES}`)) await cp(`/${CERTIFICATES}`, join(folder, CERTIFICATES));
    await commit(folder, name);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
  return name;
}

async function makeDebian(folder: string): Promise<string> {
  if (existsSync(folder)) return folder;
  process.stdout.write('Making a small Debian (once, about two minutes) ...\n');
  const unfinished = `${folder}-unfinished`;
  await rm(unfinished, { recursive: true, force: true });
  await mkdir(unfinished, { recursive: true });
  await output('debootstrap', '--variant=minbase', '--include=ca-certificates', 'bookworm', unfinished);
  for (const part of LEFT_OUT) {
    await rm(join(unfinished, part), { recursive: true, force: true });
    await mkdir(join(unfinished, part));
  }
  await rename(unfinished, folder);
  return folder;
}

async function commit(folder: string, name: string): Promise<void> {
  const container = await buildah('from', 'scratch');
  try {
    const root = await buildah('mount', container);
    await output('cp', '--archive', `${folder}/.`, root);
    await buildah('config', '--env', `NODE_EXTRA_CA_CERTS=/${CERTIFICATES}`, container);
    await buildah('config', '--env', 'PATH=/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin', container);
    await buildah('commit', '--format', 'docker', '--quiet', container, name);
  } finally {
    await buildah('rm', container);
  }
}
