import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { NEWER_FORMAT, packVersion, PATIENT, type Change } from '../../testing/deployed/build-version.ts';
import type { DeployedFunction } from '../../testing/deployed/deployed-function.ts';
import { runMixedLoad } from '../../testing/deployed/mixed-load.ts';
import { startDeployed, type Deployed } from '../../testing/deployed/start-deployed.ts';

/** `npm run test:versions` lets the load run for minutes. Otherwise it is over after this many steps of its clients. */
const STEPS = 60;
const minutes = Number(process.env['MARQUEE_LOAD_MINUTES'] ?? 0);
const seed = Number(process.env['MARQUEE_LOAD_SEED'] ?? 20);

let temporary: string;
let deployed: Deployed;
let old: Readonly<Record<string, DeployedFunction>>;
let newer: Readonly<Record<string, DeployedFunction>>;

beforeAll(async () => {
  temporary = await mkdtemp(join(tmpdir(), 'marquee-versions-'));
  const pack = (name: string, changes: readonly Change[]) => packVersion(join(temporary, name), changes);
  const versions = Promise.all([pack('old', PATIENT), pack('newer', [...PATIENT, ...NEWER_FORMAT])]);
  deployed = await startDeployed();
  const [oldFolder, newerFolder] = await versions;
  old = await deployed.deployVersion(oldFolder);
  newer = await deployed.deployVersion(newerFolder);
});
afterAll(async () => {
  await deployed.close();
  await rm(temporary, { recursive: true });
});

test(
  'two versions whose snapshots have different formats give no error and no wrong answer on one store',
  async () => {
    const endMs = performance.now() + minutes * 60_000;
    let steps = 0;
    const isOver = () => (minutes > 0 ? performance.now() > endMs : (steps += 1) > STEPS);
    const { requests, imports, faults, loads } = await runMixedLoad(deployed, { old, newer }, seed, isOver);
    expect(faults).toEqual([]);
    // Every instance has found a snapshot of its own format.
    expect(loads).toMatchObject({ table: 0 });
    expect(loads.snapshot).toBeGreaterThanOrEqual(4);
    process.stdout.write(
      `${String(requests)} requests, ${String(imports)} imports, ${String(loads.snapshot)} loads of snapshots (seed ${String(seed)})\n`,
    );
  },
  (minutes + 10) * 60_000,
);
