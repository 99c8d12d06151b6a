import { FUNCTIONS } from '../bundles/pack-bundles.ts';
import type { Environment } from '../config/schema.ts';

/** Of each function errors, of the API failures and throttles, of two queues dead letters. */
export function alarmsOf({ alarms }: Environment): number {
  return alarms === false ? 0 : FUNCTIONS.length + 2 + 2;
}
