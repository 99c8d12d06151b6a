import { MarqueeError } from '../../../domain/errors.ts';

/**
 * A string in quotes, as structured fields write it (RFC 9651, section 3.3.3), with 1 to 255 characters and no spaces.
 * The quotes may be absent, because many clients leave them out.
 */
export const IDEMPOTENCY_KEY =
  /^(?:"((?:[\x21\x23-\x5b\x5d-\x7e]|\\["\\]){1,255})"|([A-Za-z0-9_!#$%&'*+./:=^`|~-]{1,255}))$/;

/**
 * Reads the header Idempotency-Key (draft-ietf-httpapi-idempotency-key-header). `"a-1"` and `a-1` are the same key.
 *
 * @returns `undefined` without the header
 * @throws MarqueeError `bad-request`
 */
export function idempotencyKey(header: string | undefined): string | undefined {
  if (header === undefined) return undefined;
  const [, quoted, bare] = IDEMPOTENCY_KEY.exec(header.trim()) ?? [];
  const key = quoted?.replace(/\\(.)/g, '$1') ?? bare;
  if (key !== undefined) return key;
  throw new MarqueeError('bad-request', 'invalid-header', 'The header Idempotency-Key cannot be read.', {
    faults: [
      {
        input: 'idempotency-key',
        detail: 'must be one string in double quotes, such as "a-1", of 1 to 255 visible ASCII characters',
      },
    ],
  });
}
