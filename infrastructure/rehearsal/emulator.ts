import { spawn, type ChildProcess } from 'node:child_process';
import { closeSync, openSync, readFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';

const READY_WITHIN_SEC = 60;

/** The emulated AWS, a process of Python. */
export class Emulator {
  readonly #process: ChildProcess;
  readonly #url: string;

  private constructor(process: ChildProcess, url: string) {
    this.#process = process;
    this.#url = url;
  }

  /** @param env the environment of the emulator, which it passes on to the functions that it runs */
  static async start(
    python: string,
    port: number,
    env: Readonly<Record<string, string>>,
    log: string,
  ): Promise<Emulator> {
    const output = openSync(log, 'a');
    const child = spawn(python, [join(import.meta.dirname, 'emulator.py')], {
      env: { ...env, GATEWAY_PORT: String(port), PYTHONDONTWRITEBYTECODE: '1' },
      stdio: ['pipe', output, output],
    });
    closeSync(output);
    const emulator = new Emulator(child, `http://127.0.0.1:${String(port)}`);
    await emulator.#ready(log);
    return emulator;
  }

  stop(): void {
    this.#process.kill('SIGTERM');
  }

  async #ready(log: string): Promise<void> {
    const giveUpAtMs = performance.now() + READY_WITHIN_SEC * 1_000;
    while (performance.now() < giveUpAtMs && this.#process.exitCode === null) {
      const answer = await fetch(`${this.#url}/_ministack/health`).catch(() => undefined);
      if (answer?.ok === true) return;
      await delay(200);
    }
    throw new Error(`The emulator did not start:\n${readFileSync(log, 'utf8').slice(-3_000)}`);
  }
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => {
        resolve(port);
      });
    });
  });
}
