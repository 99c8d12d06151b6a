import { setTimeout as delay } from 'node:timers/promises';

/** A reader's request: when it was sent, by performance.now(), and the number of the newest edit that its answer has. */
export type Reading = { readonly sentMs: number; readonly edit: number };

export type Edit = { readonly number: number; readonly acknowledgedMs: number };

/**
 * How long after its acknowledgement an edit was not yet seen by every reader, in milliseconds. 0 if every request that
 * was sent after the acknowledgement has it.
 */
export function unseenForMs(edit: Edit, readings: readonly Reading[]): number {
  const without = readings.filter((one) => one.sentMs >= edit.acknowledgedMs && one.edit < edit.number);
  return Math.max(0, ...without.map(({ sentMs }) => sentMs - edit.acknowledgedMs));
}

/** Readers who ask the same question at a fixed rate. */
export class Readers {
  readonly readings: Reading[] = [];
  /** Requests that got no answer with status 200. */
  errors = 0;
  readonly #timer: NodeJS.Timeout;
  readonly #pending = new Set<Promise<void>>();

  /** @param editIn reads the number of the newest edit from an answer */
  constructor(url: string, perSecond: number, editIn: (body: string) => number) {
    this.#timer = setInterval(() => {
      const read = this.#read(url, editIn).finally(() => this.#pending.delete(read));
      this.#pending.add(read);
    }, 1_000 / perSecond);
  }

  /** Waits until a request that was sent after the edit has it. */
  async see({ number, acknowledgedMs }: Edit): Promise<void> {
    while (!this.readings.some((one) => one.sentMs >= acknowledgedMs && one.edit >= number)) await delay(20);
  }

  async stop(): Promise<void> {
    clearInterval(this.#timer);
    await Promise.all(this.#pending);
  }

  async #read(url: string, editIn: (body: string) => number): Promise<void> {
    const sentMs = performance.now();
    try {
      const answer = await fetch(url);
      const body = await answer.text();
      if (answer.ok) this.readings.push({ sentMs, edit: editIn(body) });
      else this.errors += 1;
    } catch {
      this.errors += 1;
    }
  }
}
