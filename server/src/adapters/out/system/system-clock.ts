import { setTimeout as delay } from 'node:timers/promises';
import type { Clock } from '../../../ports/clock.ts';

export class SystemClock implements Clock {
  nowMs(): number {
    return Date.now();
  }

  monotonicMs(): number {
    return performance.now();
  }

  sleep(ms: number, signal?: AbortSignal): Promise<void> {
    return delay(ms, undefined, { ...(signal && { signal }) });
  }
}
