import { connect } from 'node:net';

/**
 * A connection that is open for longer is a hanging connection. The product's own limits are 30 s for a request and
 * 18 s for its answer.
 */
const LIMIT_MS = 90_000;
/** A malformed request may leave the server waiting for the rest. After this silence the client says that it is over. */
const SILENCE_MS = 100;

export type Exchange = {
  readonly received: Buffer;
  /** Whether the server reset the connection. It may do so if it does not read a whole request. */
  readonly isReset: boolean;
};

/**
 * Sends bytes over a connection of their own, and reads until the server closes the connection.
 *
 * @param end `never`: only the server closes; `after-silence`: the client ends its side once nothing has arrived for a
 * while; `at-once`: the client ends its side with the last byte
 * @throws Error if the connection hangs
 */
export function exchange(
  port: number,
  bytes: Uint8Array,
  end: 'never' | 'after-silence' | 'at-once',
): Promise<Exchange> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let isReset = false;
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    const limit = setTimeout(() => {
      reject(new Error(`the connection hangs; received: ${String(Buffer.concat(chunks).subarray(0, 200))}`));
      socket.destroy();
    }, LIMIT_MS);
    if (end === 'after-silence') socket.setTimeout(SILENCE_MS, () => socket.end());
    socket.on('data', (chunk) => chunks.push(chunk));
    socket.on('end', () => socket.end());
    socket.on('error', () => {
      isReset = true;
    });
    socket.on('close', () => {
      clearTimeout(limit);
      resolve({ received: Buffer.concat(chunks), isReset });
    });
    if (end === 'at-once') socket.end(bytes);
    else socket.write(bytes);
  });
}
