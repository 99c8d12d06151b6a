import { FUNCTIONS } from '../bundles/pack-bundles.ts';
import type { Environment } from '../config/schema.ts';

/** Of each function errors and throttles, of the API failures, of two queues dead letters. */
export function alarmsOf({ alarms }: Environment): number {
  return alarms === false ? 0 : 2 * FUNCTIONS.length + 1 + 2;
}
