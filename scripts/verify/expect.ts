export type Json = Readonly<Record<string, unknown>>;

/** Something that a good Marquee would not do. The message says what was seen. */
export class Unexpected extends Error {}

/** The check makes no sense here. The message says why. */
export class Skipped extends Error {}

/** @param seen what was seen; the message of the error if `isGood` is false */
export function expectThat(isGood: boolean, seen: string): asserts isGood {
  if (!isGood) throw new Unexpected(seen);
}
