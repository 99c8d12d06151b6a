/**
 * A list of numbers from 0 to 2^32 - 1 that grows, in four bytes each. An array of JavaScript takes eight, and the
 * process ends with "invalid size error" when an array with 112,813,858 numbers grows: a million synopses of 113 words.
 */
export class NumberList {
  length = 0;
  #numbers = new Uint32Array(16);

  push(number: number): void {
    if (this.length === this.#numbers.length) {
      const grown = new Uint32Array(2 * this.length);
      grown.set(this.#numbers);
      this.#numbers = grown;
    }
    this.#numbers[this.length++] = number;
  }

  /** The numbers so far. They must not be changed, and later numbers are not among them. */
  finish(): Uint32Array {
    return this.#numbers.subarray(0, this.length);
  }
}
