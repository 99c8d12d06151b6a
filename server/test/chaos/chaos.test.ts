import { expect, test } from '@jest/globals';
import { makeDataDir } from '../../testing/processes/product.ts';
import { startDynalite } from '../../testing/stores/dynalite-store.ts';
import { runFaultSchedules } from '../../testing/chaos/fault-schedules.ts';
import { runPortSchedules } from '../../testing/chaos/port-schedule.ts';
import { runKillRounds } from '../../testing/chaos/kill-rounds.ts';

// These tests are a short form of `npm run chaos`.

test('killing the server does not lose, revive or hide any film', async () => {
  const { path, remove } = await makeDataDir();
  const { faults, acknowledged, killedImports } = await runKillRounds(path, { kills: 1, seed: 14 });
  expect(faults).toEqual([]);
  expect(killedImports).toBe(1);
  expect(acknowledged).toBeGreaterThan(0);
  await remove();
});

test('faults between the server and DynamoDB do not lose, revive or repeat any version of a film', async () => {
  const store = await startDynalite();
  const { faults, acknowledged } = await runFaultSchedules(store.endpoint, { schedules: 4, seed: 14 });
  await store.close();
  expect(faults).toEqual([]);
  expect(acknowledged).toBeGreaterThan(0);
});

test('faults of every system that the product calls lose no film, and every answer is documented and in time', async () => {
  const store = await startDynalite();
  const { faults, acknowledged } = await runPortSchedules(store.endpoint, [14, 15, 16]);
  await store.close();
  expect(faults).toEqual([]);
  expect(acknowledged).toBeGreaterThan(0);
});
