import { idWords } from '../../../../domain/film-id.ts';
import { FILM_BOUNDS } from '../../../../domain/film.ts';

/** An id has at most this many characters; see domain/film-id.ts. */
export const MAX_ID_LENGTH = 128;

const DASH = 0x2d;
const APOSTROPHE = 0x27;
const AMPERSAND = 0x26;
const PLUS = 0x2b;

/**
 * For each ASCII character, what most ids have in its place: a lower-case letter, and a dash for a space; see
 * domain/film-id.ts. Whether an id really has this form is checked when it is written.
 */
const DASHED = Uint8Array.from({ length: 128 }, (_, code) =>
  String.fromCharCode(code).toLowerCase().replace(' ', '-').charCodeAt(0),
);
/** For each ASCII character, its lower-case letter or its digit; 0 for all other characters. */
const WORD = DASHED.map((code) => (/[a-z0-9]/.test(String.fromCharCode(code)) ? code : 0));

/** The beginning of an id that contains the title itself, with dashes for spaces. */
export function idFromTitle(title: string, year: number): string {
  return `${title.toLowerCase().replaceAll(' ', '-')}-${String(year)}`;
}

/** The beginning of an id that contains the title's words. */
export function idFromWords(title: string, year: number): string {
  return [...idWords(title), year].join('-');
}

/** Makes the ids of ASCII titles directly from bytes, which is five times as fast as making them from strings. */
export class IdWriter {
  readonly #id = Buffer.alloc(FILM_BOUNDS.titleLength + MAX_ID_LENGTH + 5);

  /** @param bytes ASCII: the title begins at `start`, and the rest of the id follows it */
  fromTitle(bytes: Uint8Array, start: number, titleLength: number, restLength: number, year: number): string {
    const id = this.#id;
    for (let i = 0; i < titleLength; i += 1) id[i] = DASHED[bytes[start + i]!]!;
    return this.#finish(bytes, titleLength, start + titleLength, restLength, year);
  }

  /**
   * Like {@link fromTitle}, but the id begins with the title's words.
   *
   * @returns `undefined` for a title that is very long, contains `&` or `+`, or is not ASCII
   */
  fromWords(
    bytes: Uint8Array,
    start: number,
    titleLength: number,
    restLength: number,
    year: number,
  ): string | undefined {
    const id = this.#id;
    if (titleLength + restLength > FILM_BOUNDS.titleLength + MAX_ID_LENGTH) return undefined;
    let at = 0;
    let isInWord = false;
    for (let i = start; i < start + titleLength; i += 1) {
      const byte = bytes[i]!;
      if (byte >= 0x80 || byte === AMPERSAND || byte === PLUS) return undefined;
      const letter = WORD[byte]!;
      if (letter !== 0) {
        if (!isInWord && at > 0) id[at++] = DASH;
        id[at++] = letter;
        isInWord = true;
      } else if (byte !== APOSTROPHE || i + 1 >= start + titleLength || !isWordByte(bytes[i + 1]!)) {
        isInWord = false;
      }
    }
    return at === 0 ? undefined : this.#finish(bytes, at, start + titleLength, restLength, year);
  }

  #finish(bytes: Uint8Array, length: number, restStart: number, restLength: number, year: number): string {
    const id = this.#id;
    let at = length;
    id[at++] = DASH;
    for (let power = 1_000; power >= 1; power /= 10) id[at++] = 0x30 + (Math.floor(year / power) % 10);
    for (let i = 0; i < restLength; i += 1) id[at++] = bytes[restStart + i]!;
    return id.toString('latin1', 0, at);
  }
}

function isWordByte(byte: number): boolean {
  return byte < 0x80 && WORD[byte]! !== 0;
}
