/** Prints what the rehearsal does, one line for each step, with the time that it took. */
export class Progress {
  readonly #started = performance.now();

  async step<T>(name: string, work: () => Promise<T>): Promise<T> {
    const started = performance.now();
    const print = (mark: string) => {
      this.note(`${mark}  ${secondsSince(started).padStart(6)} s  ${name}`);
    };
    try {
      const result = await work();
      print('done');
      return result;
    } catch (error) {
      print('FAIL');
      throw error;
    }
  }

  note(text: string): void {
    process.stdout.write(`${text}\n`);
  }

  seconds(): string {
    return secondsSince(this.#started);
  }
}

function secondsSince(startedMs: number): string {
  return ((performance.now() - startedMs) / 1_000).toFixed(1);
}
