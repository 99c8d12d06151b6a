import fc from 'fast-check';
import { bytesOf, TOKEN, type HttpRequest } from './http-requests.ts';

/** Bytes that a client may send, well-formed or not. */
export type RawRequest = {
  readonly kind: string;
  /** One character for each byte, so that a failure can be printed. */
  readonly bytes: string;
  /** Whether the client ends its side of the connection with the last byte. */
  readonly isCut: boolean;
  /** How many answers the server may give at most. More answers mean that it saw a request in the content of another. */
  readonly maxAnswers: number;
  /** Whether every answer must refuse: a request whose length can be understood in two ways must not be carried out. */
  readonly mustRefuse: boolean;
};

const HEAD = 'POST /v1/films HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n';
/** If a server takes it for a request of its own, it answers once more. */
const HIDDEN = 'GET /v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n';

/** Headers that two servers may understand differently (RFC 9112, section 11.2). */
const AMBIGUOUS = [
  'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n',
  'Transfer-Encoding: chunked\r\nContent-Length: 4\r\n',
  'Content-Length: 0\r\nContent-Length: 45\r\n',
  'Content-Length: 5, 6\r\n',
  'Content-Length: +5\r\n',
  'Content-Length: -1\r\n',
  'Content-Length: 0x5\r\n',
  'Content-Length: 5 5\r\n',
  'Content-Length: 99999999999999999999\r\n',
  'Content-Length : 5\r\n',
  'Transfer-Encoding : chunked\r\n',
  'Transfer-Encoding: xchunked\r\n',
  'Transfer-Encoding: chunked, identity\r\n',
  'Transfer-Encoding: identity\r\nContent-Length: 5\r\n',
  'Transfer-Encoding: \x0bchunked\r\n',
  'Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n',
  'X: a\r\n Content-Length: 5\r\n',
  'X: a\rContent-Length: 5\r\n',
  'X: a\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n',
  ' Content-Length: 5\r\n',
];
const BAD_CHUNKS = [
  'zz\r\n',
  '-1\r\n',
  '0x5\r\nhello\r\n0\r\n\r\n',
  '5\r\nhell',
  '5\nhello\n0\n\n',
  'ffffffffffffffff\r\n',
  '5;a=\0\r\nhello\r\n0\r\n\r\n',
  '5\r\nhelloX\r\n0\r\n\r\n',
  ' 5\r\nhello\r\n0\r\n\r\n',
];
const TARGETS = [
  ...[
    'http://localhost/v1/health',
    'HTTP://LOCALHOST/v1/films?q=a',
    'http://evil.example/v1/health',
    'http://',
    'http:///v1/health',
  ],
  ...[
    'https://[::1/v1',
    'http://user:pass@localhost/v1/health',
    'http://localhost:99999/v1/health',
    'http://localhost/v1/films/../health',
  ],
  ...[
    '*',
    'localhost:80',
    '//localhost/v1/health',
    '/\\evil/v1',
    '/v1/health#fragment',
    '/v1/films?q=\x7f',
    '/v1/%',
    '/v1/é',
    '/v1/films/\x80\xff',
  ],
  ...[
    '',
    '?',
    '/v1/health?%',
    '/v1/../../etc/passwd',
    '/v1//films',
    `/v1/films?q=${'a'.repeat(9_000)}`,
    '/metrics',
    '/',
    '/films/%00',
  ],
];
const LINES = [
  'GET /v1/health',
  'get /v1/health HTTP/1.1',
  'GET /v1/health HTTP/2.0',
  'GET /v1/health HTTP/1.10',
  'GET  /v1/health HTTP/1.1',
  'GET /v1/health HTTP/1.1 x',
  'PRI * HTTP/2.0',
  'CONNECT localhost:80 HTTP/1.1',
  'GET /v1/health\tHTTP/1.1',
  'G\0T / HTTP/1.1',
  'HELO x',
  '\x16\x03\x01\x02\x00',
  '',
];
const DUPLICATES = [
  'Host: localhost',
  'Host: evil.example',
  'Content-Type: text/plain',
  'Authorization: Bearer a',
  'If-Match: "1"',
  'Content-Length: 0',
  'Accept-Encoding: gzip',
  'X-Forwarded-For: 1.2.3.4',
  'Expect: 100-continue',
  'Expect: 200-ok',
  'Upgrade: websocket',
  'Upgrade: h2c',
  'Connection: upgrade',
  'Connection: keep-alive',
  'Cookie: a',
  ': x',
  'No-Colon',
  'Bad Name: x',
  'N\xe9: x',
  'X-Control: a\x01b',
  'X-Nul: a\0b',
];

/** @param requests requests of which some are cut off, or sent several at a time */
export function rawRequests(requests: fc.Arbitrary<HttpRequest>): fc.Arbitrary<RawRequest> {
  const raw = (kind: string, bytes: string, more: Partial<RawRequest> = {}): RawRequest => ({
    ...{ kind, bytes, isCut: false, maxAnswers: 1, mustRefuse: false },
    ...more,
  });
  const whole = requests.map((request) => bytesOf(request, 'localhost', TOKEN).toString('latin1'));
  const get = (line: string, headers: readonly string[] = []) =>
    [line, 'Host: localhost', 'Connection: close', ...headers, '', ''].join('\r\n');
  return fc.oneof(
    fc
      .tuple(fc.constantFrom(...AMBIGUOUS), fc.constantFrom('0\r\n\r\n', '{}', '5\r\nhello\r\n0\r\n\r\n'))
      .map(([framing, content]) => raw('ambiguous', `${HEAD}${framing}\r\n${content}${HIDDEN}`, { mustRefuse: true })),
    fc.constantFrom(...BAD_CHUNKS).map((chunks) => raw('chunks', `${HEAD}Transfer-Encoding: chunked\r\n\r\n${chunks}`)),
    fc.constantFrom(...TARGETS).map((target) => raw('target', get(`GET ${target} HTTP/1.1`))),
    fc.constantFrom(...LINES).map((line) => raw('line', get(line))),
    fc
      .array(fc.constantFrom(...DUPLICATES), { minLength: 1, maxLength: 4 })
      .map((headers) => raw('headers', get('GET /v1/health HTTP/1.1', headers))),
    fc.tuple(fc.constantFrom(100, 8_000, 16_000, 16_400, 70_000), fc.constantFrom(1, 50, 3_000)).map(([size, count]) =>
      raw(
        'size',
        get(
          'GET /v1/health HTTP/1.1',
          Array.from({ length: Math.min(count, 100_000 / size + 1) }, (_, i) => `X-${String(i)}: ${'x'.repeat(size)}`),
        ),
      ),
    ),
    fc
      .tuple(whole, fc.integer({ min: 0, max: 99 }))
      .map(([text, percent]) => raw('cut', text.slice(0, Math.floor((text.length * percent) / 100)), { isCut: true })),
    fc
      .uint8Array({ minLength: 1, maxLength: 200 })
      .map((bytes) => raw('noise', Buffer.from(bytes).toString('latin1'), { maxAnswers: 1 })),
    fc
      .integer({ min: 2, max: 8 })
      .map((count) =>
        raw('pipeline', 'GET /v1/health HTTP/1.1\r\nHost: localhost\r\n\r\n'.repeat(count), { maxAnswers: count }),
      ),
    fc.tuple(whole, fc.nat(), fc.integer({ min: 0, max: 255 })).map(([text, at, byte]) => {
      const place = at % text.length;
      return raw('one byte', text.slice(0, place) + String.fromCharCode(byte) + text.slice(place + 1), {
        maxAnswers: 2,
      });
    }),
  );
}
