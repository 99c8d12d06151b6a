/**
 * Encodes a text so that comparing the bytes gives the same order as comparing the texts in JavaScript, which is by
 * UTF-16 code unit. Each code unit is encoded as UTF-8 would encode a character of that number. So ASCII stays as it
 * is, a surrogate takes three bytes, a lone surrogate survives, and the byte 0xff never occurs.
 *
 * @returns where the text ends in `into`, which must have room for three bytes per code unit
 */
export function encodeUnits(text: string, into: Uint8Array): number {
  let at = 0;
  for (let i = 0; i < text.length; i += 1) {
    const unit = text.charCodeAt(i);
    if (unit < 0x80) {
      into[at++] = unit;
    } else if (unit < 0x800) {
      into[at++] = 0xc0 | (unit >>> 6);
      into[at++] = 0x80 | (unit & 0x3f);
    } else {
      into[at++] = 0xe0 | (unit >>> 12);
      into[at++] = 0x80 | ((unit >>> 6) & 0x3f);
      into[at++] = 0x80 | (unit & 0x3f);
    }
  }
  return at;
}

export function decodeUnits(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let at = start; at < end;) {
    const byte = bytes[at++]!;
    if (byte < 0x80) text += String.fromCharCode(byte);
    else if (byte < 0xe0) text += String.fromCharCode(((byte & 0x1f) << 6) | (bytes[at++]! & 0x3f));
    else text += String.fromCharCode(((byte & 0x0f) << 12) | ((bytes[at++]! & 0x3f) << 6) | (bytes[at++]! & 0x3f));
  }
  return text;
}
