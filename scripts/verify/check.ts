import type { Marquee } from './marquee.ts';

/** One thing that a running Marquee must do. */
export type Check = {
  readonly name: string;
  /** What a good Marquee does, as a sentence for the report. */
  readonly expected: string;
  /**
   * @returns what was seen, in a few words
   * @throws Unexpected if something else was seen
   * @throws Skipped if the check makes no sense for this Marquee
   */
  readonly run: (marquee: Marquee) => Promise<string>;
};
