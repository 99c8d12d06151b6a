import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { makeBase } from './base-image.ts';
import { buildah } from './command.ts';

const ROOT = join(import.meta.dirname, '../../..');
const NAME = 'localhost/marquee:test';

/** What an image says about how to run it. */
type ImageConfig = {
  readonly User: string;
  readonly WorkingDir: string;
  readonly Env: readonly string[];
  readonly Entrypoint: readonly string[];
  readonly Cmd: readonly string[];
  readonly Volumes: Readonly<Record<string, unknown>>;
  readonly ExposedPorts: Readonly<Record<string, unknown>>;
  readonly Labels: Readonly<Record<string, string>>;
  readonly Healthcheck: { readonly Test: readonly string[] };
};

export type Image = {
  readonly config: ImageConfig;
  readonly bytes: number;
  /** Folder with the files of the image. */
  readonly root: string;
  readonly remove: () => Promise<void>;
};

/**
 * @param ownBases whether the bases that the Dockerfile names are pulled; otherwise a base is made on this machine
 * @param cache folder for what is made only once
 */
export async function buildImage(version: string, ownBases: boolean, cache: string): Promise<Image> {
  const bases: string[] = [];
  if (!ownBases) {
    const base = await makeBase(cache);
    bases.push('--pull-never');
    for (const named of await basesOfDockerfile()) bases.push('--build-context', `${named}=container-image://${base}`);
  }
  process.stdout.write('Building the image ...\n');
  const settings = ['--isolation', 'chroot', '--format', 'docker', '--build-arg', `VERSION=${version}`];
  await buildah('bud', ...settings, ...bases, '--tag', NAME, ROOT);
  const inspected = JSON.parse(await buildah('inspect', '--type', 'image', NAME)) as {
    readonly Docker: { readonly config: ImageConfig };
  };
  const [listed] = JSON.parse(await buildah('images', '--json', NAME)) as [{ readonly size: string }];
  const container = await buildah('from', '--pull-never', NAME);
  return {
    config: inspected.Docker.config,
    bytes: bytesOf(listed.size),
    root: await buildah('mount', container),
    remove: async () => {
      await buildah('rm', container);
    },
  };
}

/** The images that the Dockerfile names, without its own stages. */
async function basesOfDockerfile(): Promise<string[]> {
  const text = await readFile(join(ROOT, 'Dockerfile'), 'utf8');
  return [...text.matchAll(/^FROM (\S+[:/]\S+)/gm)].map(([, name = '']) => name);
}

/** Buildah writes sizes such as `412 MB`. */
function bytesOf(size: string): number {
  const [number = '', unit = ''] = size.split(' ');
  const factor = { KB: 1e3, MB: 1e6, GB: 1e9 }[unit.toUpperCase()];
  if (factor === undefined) throw new Error(`This is not a size: ${size}`);
  return Number(number) * factor;
}
