import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { Message, Reports, Task } from './protocol.ts';

/**
 * Runs a task in a process of its own.
 *
 * @param onShare called with the share of the work that is done, from 0 to 1
 */
export async function perform<Kind extends Task['kind']>(
  task: Extract<Task, { kind: Kind }>,
  heapMb: number,
  onShare: (share: number, doing: string) => void,
): Promise<Reports[Kind]> {
  const execArgv = ['--expose-gc', '--disable-warning=ExperimentalWarning', `--max-old-space-size=${String(heapMb)}`];
  const child = fork(join(import.meta.dirname, 'child.ts'), { execArgv });
  let last: Message<Kind> | undefined;
  child.on('message', (message: Message<Kind>) => {
    last = message;
    if ('share' in message) onShare(message.share, message.doing);
  });
  const ended = once(child, 'exit');
  child.send(task);
  const [code] = (await ended) as [number | null];
  if (last && 'report' in last) return last.report;
  const reason = last && 'failed' in last ? last.failed : `it ended with code ${String(code)}`;
  throw new Error(`The process for "${task.kind}" failed: ${reason}`);
}
