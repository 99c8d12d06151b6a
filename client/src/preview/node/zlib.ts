/** In place of node:zlib, in the worker of the preview. */
const POLYNOMIAL = 0xedb88320;

/** For each byte, what it does to a checksum. */
const TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let bits = byte;
  for (let i = 0; i < 8; i += 1) bits = (bits >>> 1) ^ (bits & 1 ? POLYNOMIAL : 0);
  return bits;
});

/** The checksum of a search snapshot or of an answer. */
export function crc32(data: Uint8Array | string): number {
  let checksum = 0xffffffff;
  const bytes = typeof data === 'string' ? new TextEncoder().encode(data) : data;
  for (const byte of bytes) checksum = (checksum >>> 8) ^ (TABLE[(checksum ^ byte) & 0xff] ?? 0);
  return (checksum ^ 0xffffffff) >>> 0;
}

/** Never called, because the page does not ask its worker for compressed answers. */
export function gzip(): never {
  throw new Error('The worker compresses nothing.');
}
