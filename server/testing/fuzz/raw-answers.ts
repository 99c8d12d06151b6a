/** An HTTP answer as it arrived, without any client between. */
export type RawAnswer = {
  readonly status: number;
  /** By lower-case name. */
  readonly headers: ReadonlyMap<string, string>;
  readonly body: Buffer;
};

const END_OF_HEAD = '\r\n\r\n';

/**
 * Splits what a connection received into answers. Interim answers (1xx) are left out.
 *
 * @param isHead whether the answers have no body, because they are for HEAD
 * @throws Error if the bytes are not whole HTTP answers
 */
export function parseAnswers(bytes: Buffer, isHead = false): RawAnswer[] {
  const answers: RawAnswer[] = [];
  let rest = bytes;
  while (rest.length > 0) {
    const end = rest.indexOf(END_OF_HEAD);
    if (end < 0) throw new Error(`not a whole answer: ${quote(rest)}`);
    const [statusLine = '', ...lines] = rest.subarray(0, end).toString('latin1').split('\r\n');
    const [, digits] = /^HTTP\/1\.1 (\d{3}) /.exec(statusLine) ?? [];
    if (digits === undefined) throw new Error(`not an answer: ${quote(rest)}`);
    const status = Number(digits);
    const headers = parseHeaders(lines);
    const isEmpty = isHead || status === 204 || status === 304 || status < 200;
    const from = rest.subarray(end + END_OF_HEAD.length);
    const { body, length } = isEmpty ? { body: Buffer.alloc(0), length: 0 } : readBody(headers, from);
    if (status >= 200) answers.push({ status, headers, body });
    rest = from.subarray(length);
  }
  return answers;
}

function parseHeaders(lines: readonly string[]): ReadonlyMap<string, string> {
  return new Map(
    lines.map((line) => {
      const [, name, value] = /^([\w-]+): ?(.*)$/.exec(line) ?? [];
      if (name === undefined || value === undefined) throw new Error(`not a header: ${line}`);
      return [name.toLowerCase(), value];
    }),
  );
}

function readBody(headers: ReadonlyMap<string, string>, bytes: Buffer): { body: Buffer; length: number } {
  if (headers.get('transfer-encoding') === 'chunked') return readChunks(bytes);
  const length = Number(headers.get('content-length') ?? bytes.length);
  if (length > bytes.length) throw new Error(`${String(bytes.length)} of ${String(length)} bytes of a body`);
  return { body: bytes.subarray(0, length), length };
}

function readChunks(bytes: Buffer): { body: Buffer; length: number } {
  const chunks: Buffer[] = [];
  let at = 0;
  for (;;) {
    const end = bytes.indexOf('\r\n', at);
    const size = Number.parseInt(bytes.subarray(at, end).toString('latin1'), 16);
    const next = end + 2 + size + 2;
    if (end < 0 || Number.isNaN(size) || next > bytes.length) throw new Error('a broken chunk');
    chunks.push(bytes.subarray(end + 2, end + 2 + size));
    at = next;
    if (size === 0) return { body: Buffer.concat(chunks), length: at };
  }
}

function quote(bytes: Buffer): string {
  return JSON.stringify(bytes.subarray(0, 100).toString('latin1'));
}
