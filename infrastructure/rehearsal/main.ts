// `npm run rehearse:aws [-- ENV]`: rehearses an environment in an emulated AWS. docs/rehearsal.md says what this proves.
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { chosen } from './arguments.ts';
import { killAll } from './command.ts';
import type { Environment } from '../config/schema.ts';
import { Lifecycle } from './lifecycle.ts';
import { Progress } from './progress.ts';
import { Stage } from './stage.ts';
import { findTools, MissingTool } from './tools.ts';

const CACHE = join(import.meta.dirname, '../../.cache/rehearsal');

const rehearsal = chosen(process.argv.slice(2));
if (rehearsal) {
  const progress = new Progress();
  try {
    await rehearse(rehearsal.environment, progress);
  } catch (error) {
    const isSkipped = error instanceof MissingTool && !rehearsal.isRequired;
    progress.note(isSkipped ? `SKIPPED  the rehearsal of AWS: ${error.message}` : messageOf(error));
    if (!isSkipped) process.exitCode = 1;
  }
}

async function rehearse(environment: Environment, progress: Progress): Promise<void> {
  const { name } = environment;
  progress.note(`Rehearsing ${name} in an emulated AWS. The first time, this installs the emulator into ${CACHE}.`);
  const tools = await findTools(CACHE);
  const folder = join(CACHE, name);
  const stage = await progress.step('start the emulated AWS', () => Stage.start(folder, name, tools));
  for (const signal of ['SIGHUP', 'SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => {
      killAll();
      stage.stop();
      process.exit(130);
    });
  }
  try {
    const isGood = await new Lifecycle(stage, environment, progress).run();
    if (isGood) rmSync(folder, { recursive: true, force: true });
    else process.exitCode = 1;
  } finally {
    stage.stop();
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
