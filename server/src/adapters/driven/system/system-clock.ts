import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../../ports/clock.ts';

export class SystemClock implements Clock {
  nowMs(): number {
    return Date.now();
  }

  monotonicMs(): number {
    // The global `performance` loads a module on first use, which takes 1.5 ms of a cold start.
    return Number(process.hrtime.bigint()) / 1e6;
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return delay(ms, undefined, { ...(signal && { signal }) });
  }
}
