import type { Fault } from './faulty-requests.ts';

/** Requests that arrive after their sender has given up. */
export class LateRequests {
  readonly #done: Promise<void>[] = [];
  #waiting: (() => void)[] = [];

  orNot(kind: Fault['kind']): Fault {
    if (kind !== 'late') return { kind };
    const { promise: until, resolve } = Promise.withResolvers<undefined>();
    const { promise: over, resolve: done } = Promise.withResolvers<undefined>();
    this.#waiting.push(() => {
      resolve(undefined);
    });
    this.#done.push(over);
    return {
      kind,
      until,
      done: () => {
        done(undefined);
      },
    };
  }

  release(): void {
    for (const arrive of this.#waiting.splice(0)) arrive();
  }

  async settle(): Promise<void> {
    this.release();
    await Promise.all(this.#done);
  }
}
