import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import { freePort } from '../../server/testing/stores/free-port.ts';

export type RunningNginx = { readonly url: string; readonly stop: () => Promise<void> };

/** @returns the version of nginx; `undefined` if it is not installed */
export async function nginxVersion(): Promise<string | undefined> {
  try {
    const { stderr } = await promisify(execFile)('nginx', ['-v']);
    return /nginx\/(\S+)/.exec(stderr)?.[1];
  } catch {
    return undefined;
  }
}

/**
 * Starts nginx as a shared cache in front of an origin. The answers decide what it keeps, and for how long. It waits for the
 * origin as the CloudFront of infrastructure/constructs/static-site.ts does.
 *
 * @param originPort a port of this machine
 */
export async function startNginx(originPort: number): Promise<RunningNginx> {
  const folder = await mkdtemp(join(tmpdir(), 'marquee-nginx-'));
  // If root starts nginx, its workers run as another user.
  await chmod(folder, 0o777);
  const port = await freePort();
  const file = join(folder, 'nginx.conf');
  await writeFile(file, configuration(folder, port, originPort));
  const nginx = spawn('nginx', ['-e', join(folder, 'error.log'), '-c', file], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const ended = once(nginx, 'exit');
  const stop = async () => {
    nginx.kill('SIGTERM');
    await ended;
    await rm(folder, { recursive: true, force: true });
  };
  const url = `http://127.0.0.1:${String(port)}`;
  for (;;) {
    if (nginx.exitCode !== null) throw new Error(`nginx ended with code ${String(nginx.exitCode)}.`);
    const answer = await fetch(`${url}/v1/health`).catch(() => undefined);
    await answer?.arrayBuffer();
    if (answer?.ok === true) return { url, stop };
    if (answer) throw new Error(`Marquee behind nginx answered ${String(answer.status)}.`);
    await delay(100);
  }
}

/** nginx honours `stale-if-error` when it gets no answer. For an answer of 5xx it needs `proxy_cache_use_stale`. */
function configuration(folder: string, port: number, originPort: number): string {
  return `daemon off;
worker_processes 1;
worker_rlimit_nofile 8192;
pid ${folder}/nginx.pid;
error_log ${folder}/error.log;
events { worker_connections 4096; }
http {
  access_log off;
  ${['client_body', 'proxy', 'fastcgi', 'scgi', 'uwsgi'].map((name) => `${name}_temp_path ${folder}/${name};`).join('\n  ')}
  proxy_cache_path ${folder}/cache keys_zone=answers:10m;
  upstream marquee {
    server 127.0.0.1:${String(originPort)} max_fails=0;
    keepalive 32;
  }
  server {
    listen 127.0.0.1:${String(port)};
    location / {
      proxy_pass http://marquee;
      proxy_http_version 1.1;
      proxy_set_header Connection "";
      proxy_set_header Host $host:$server_port;
      proxy_cache answers;
      proxy_cache_lock on;
      proxy_cache_revalidate on;
      proxy_cache_use_stale http_500 http_502 http_503 http_504;
      proxy_connect_timeout 2s;
      proxy_read_timeout 20s;
      proxy_next_upstream off;
    }
  }
}
`;
}
