import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import type { Image } from './image.ts';

/** A process of the image: as the user of the image, on a read-only tree, with only the data folder writable. */
export type Container = {
  /** Sends a signal. */
  readonly kill: (signal: NodeJS.Signals) => void;
  readonly output: () => string;
  readonly ended: Promise<number | NodeJS.Signals>;
  /** The numbers of the real user and group. */
  readonly ids: () => Promise<{ uid: string; gid: string }>;
};

/** The tree of the image is mounted over itself and made read-only; only /data is another folder. */
const MOUNT = `set -e
mount --make-rprivate /
mkdir -p "$1/dev" "$1/proc" "$1/data"
mount --bind "$1" "$1"
mount --rbind /dev "$1/dev"
mount -t proc proc "$1/proc"
mount --bind "$2" "$1/data"
mount -o remount,bind,ro "$1"
root=$1 directory=$3 uid=$4 gid=$5
shift 5
exec unshare --root="$root" --wd="$directory" --setgid="$gid" --setuid="$uid" -- "$@"`;

/** Starts the command of the image, or other arguments of its entry point. Needs root, for the mounts. */
export function runContainer(
  { config, root }: Image,
  dataDir: string,
  settings: Readonly<Record<string, string>>,
  command: readonly string[] = config.Cmd,
): Container {
  const [uid = '', gid = ''] = config.User.split(':');
  const program = [...config.Entrypoint, ...command];
  const args = ['--mount', '--', 'sh', '-c', MOUNT, 'sh', root, dataDir, config.WorkingDir, uid, gid, ...program];
  const env = Object.fromEntries(config.Env.map((one) => one.split(/=(.*)/s, 2) as [string, string]));
  const child: ChildProcessByStdio<null, Readable, Readable> = spawn('unshare', args, {
    env: { PATH: process.env['PATH'], ...env, ...settings },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding('utf8').on('data', (text: string) => {
      output += text;
    });
  }
  return {
    kill: (signal) => child.kill(signal),
    output: () => output,
    ended: once(child, 'close').then(([code, signal]) => (code ?? signal) as number | NodeJS.Signals),
    // Every program in the chain replaces the one before it, so the process keeps its number.
    ids: async () => {
      const status = await readFile(`/proc/${String(child.pid)}/status`, 'utf8');
      const of = (name: string) => new RegExp(`^${name}:\\s+(\\d+)`, 'm').exec(status)?.[1] ?? '';
      return { uid: of('Uid'), gid: of('Gid') };
    },
  };
}
