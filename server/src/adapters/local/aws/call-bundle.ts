import { fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import type { BundleAnswer } from './bundle-process.ts';

const PROCESS = join(import.meta.dirname, 'bundle-process.ts');

/**
 * Calls a Lambda bundle once, in a separate process. The bundle and its SDK read their settings from the environment,
 * and the environment of this process must not change. What the bundle prints goes to standard error.
 *
 * @param file the file of the bundle, which exports `handler`
 * @param environment the whole environment of the bundle
 * @returns what the handler returns, after the process has ended
 * @throws Error with the handler's message, or when the process ends without an answer
 */
export async function callBundle(file: string, event: object, environment: NodeJS.ProcessEnv): Promise<unknown> {
  const child = fork(PROCESS, [file], { env: environment, stdio: ['ignore', 2, 2, 'ipc'] });
  const answers: BundleAnswer[] = [];
  child.on('message', (message) => answers.push(message as BundleAnswer));
  child.send(event);
  await once(child, 'exit');
  const [answer = { error: 'The Lambda bundle ended without an answer.' }] = answers;
  if ('error' in answer) throw new Error(answer.error);
  return answer.result;
}
