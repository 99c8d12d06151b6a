import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

const RUNTIME = join(import.meta.dirname, 'lambda-runtime.mjs');

/**
 * If a function has not answered after this time, the test fails. The limit is far above every function's own timeout,
 * because a function on a busy test machine may take longer than its timeout.
 */
const GIVE_UP_MS = 240_000;

type Answer = { readonly id: number; readonly result?: unknown; readonly error?: string };

export type LambdaProcessOptions = {
  /** The folder with the function's code. */
  readonly folder: string;
  /** The file and its export, such as `index.handler`. */
  readonly handler: string;
  readonly timeoutSec: number;
  /** The function's whole environment. It inherits nothing from this process. */
  readonly environment: Readonly<Record<string, string>>;
};

/** One instance of a function, in a process of its own. The first event starts it, as in Lambda. */
export class LambdaProcess {
  readonly #options: LambdaProcessOptions;
  readonly #waiting = new Map<number, (answer: Answer) => void>();
  #child: Promise<ChildProcess> | undefined;
  #events = 0;
  #log = '';

  constructor(options: LambdaProcessOptions) {
    this.#options = options;
  }

  /** What the function has written to its log so far. */
  get log(): string {
    return this.#log;
  }

  /**
   * @param remainingMs the remaining time that the function sees. Default: the declared timeout
   * @throws Error with Lambda's message when the function threw, could not be loaded, or never answered
   */
  async invoke(event: unknown, remainingMs = this.#options.timeoutSec * 1_000): Promise<unknown> {
    const child = await (this.#child ??= this.#start());
    const id = (this.#events += 1);
    const answer = new Promise<Answer>((resolve) => {
      this.#waiting.set(id, resolve);
    });
    const timer = setTimeout(() => {
      this.#settle({ id, error: `Task timed out after ${String(GIVE_UP_MS)} ms` });
    }, GIVE_UP_MS);
    child.send({ id, event, deadlineMs: Date.now() + remainingMs });
    const { error, result } = await answer.finally(() => {
      clearTimeout(timer);
    });
    if (error !== undefined) throw new Error(error);
    return result;
  }

  /** Stops the instance. The next event starts another one. */
  async stop(): Promise<void> {
    const child = await this.#child?.catch(() => undefined);
    this.#child = undefined;
    if (child?.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, 'exit');
    child.kill('SIGKILL');
    await gone;
  }

  async #start(): Promise<ChildProcess> {
    const { folder, handler, environment } = this.#options;
    const [file = '', name = ''] = handler.split('.');
    const child = fork(RUNTIME, [join(folder, `${file}.mjs`), name], {
      cwd: folder,
      env: { ...environment },
      execArgv: [],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#log += text;
      });
    }
    child.on('exit', () => {
      for (const id of this.#waiting.keys()) this.#settle({ id, error: `Runtime.ExitError: ${this.#log}` });
    });
    const ready = once(child, 'message').then(() => true);
    const died = once(child, 'exit').then(() => false);
    if (!(await Promise.race([ready, died]))) throw new Error(`Runtime.ImportModuleError: ${this.#log}`);
    child.on('message', (answer) => {
      this.#settle(answer as Answer);
    });
    return child;
  }

  #settle(answer: Answer): void {
    this.#waiting.get(answer.id)?.(answer);
    this.#waiting.delete(answer.id);
  }
}
