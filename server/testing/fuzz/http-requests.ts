import fc from 'fast-check';
import { anyCharacter } from '../builders/any-character.ts';
import type { ApiDocument, Operation, Parameter, Schema } from './api-document.ts';
import { hostileJson, hostileName, hostileText, SchemaValues } from './schema-values.ts';

/** A request whose lines are well-formed HTTP, whatever they say. */
export type HttpRequest = {
  readonly method: string;
  /** Path and query, as they are sent. */
  readonly target: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly body?: string | undefined;
  /** How the body becomes bytes. `latin1` bytes are often not valid UTF-8. */
  readonly encoding: 'utf8' | 'latin1';
};

/** What a fuzzer knows of the product that it attacks. */
export type Known = {
  /** The ids of some films. */
  readonly ids: readonly string[];
  /** Names of people, words of titles, ids of movies: values for which there are answers. */
  readonly words: readonly string[];
};

/**
 * Stands for a token with every scope, so that a request looks the same in each run. It is replaced when the request is
 * sent.
 */
export const TOKEN = '{token}';

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE', 'PROPFIND'];
const BROKEN_ESCAPES = [
  '%',
  '%2',
  '%zz',
  '%00',
  '%E0%A4%A',
  '%ED%A0%80',
  '%C0%AF',
  '%FF',
  '%2F',
  '%252F',
  '%2e%2e',
  '..',
  '.',
  ';a=b',
  '%0d%0aX-A:%20b',
  '+',
  '//',
];
const MEDIA_TYPES = [
  ...[
    'application/json',
    'application/merge-patch+json',
    'application/json; charset=utf-8',
    'application/JSON;charset="UTF-8"',
  ],
  ...[
    'application/json ; charset=utf-8',
    'application/json;',
    'application/json; charset=utf-16',
    'application/json, text/plain',
  ],
  ...[
    'text/plain',
    'application/x-www-form-urlencoded',
    'multipart/form-data',
    'application/vnd.api+json',
    '*/*',
    '/',
    ';',
    '\u00e9',
  ],
];
/** Request headers that change how a server treats a request, with values that the product may not expect. */
const ODD_HEADERS: readonly (readonly [string, string])[] = [
  ['x-forwarded-for', '203.0.113.7:443, [2001:db8::1]:80, garbage'],
  ['x-forwarded-proto', 'https'],
  ['x-forwarded-host', 'evil.example'],
  ['x-http-method-override', 'DELETE'],
  ['forwarded', 'for="[::1]";proto=https'],
  ['origin', 'null'],
  ['cookie', 'a=b; __proto__=c'],
  ['range', 'bytes=0-1'],
  ['accept', 'application/xml;q=1, */*;q=0'],
  ['accept-language', 'x'.repeat(500)],
  ['content-encoding', 'gzip'],
  ['te', 'trailers'],
  ['expect', '100-continue'],
  ['__proto__', 'x'],
  ['constructor', 'x'],
];
const TAGS = [
  '*',
  '"1"',
  'W/"1"',
  '"1-gzip"',
  '"0"',
  '"-1"',
  '"1", "2"',
  '"9007199254740993"',
  '""',
  '1',
  ',',
  '"a"b',
  '\u00ff',
];

/** Requests that the document describes, mostly with one thing wrong or at a limit. */
export function httpRequests(document: ApiDocument, known: Known): fc.Arbitrary<HttpRequest> {
  const values = new SchemaValues(document.schemas);
  return fc.oneof(...document.operations.map((operation) => requestsOf(operation, values, known)));
}

function requestsOf(operation: Operation, values: SchemaValues, known: Known): fc.Arbitrary<HttpRequest> {
  const own = fc.constant(operation.method);
  return fc
    .record({
      method: fc.oneof({ weight: 12, arbitrary: own }, { weight: 1, arbitrary: fc.constantFrom(...METHODS) }),
      path: pathOf(operation, values, known),
      query: queryOf(operation, values, known),
      headers: headersOf(operation),
      body: bodyOf(operation, values),
      encoding: fc.oneof(
        { weight: 9, arbitrary: fc.constant('utf8' as const) },
        { weight: 1, arbitrary: fc.constant('latin1' as const) },
      ),
    })
    .map(({ path, query, ...request }) => ({ ...request, target: path + query }));
}

function pathOf({ path, parameters }: Operation, values: SchemaValues, { ids, words }: Known): fc.Arbitrary<string> {
  const inPath = parameters.filter((one) => one.in === 'path');
  const filled = fc
    .tuple(
      ...inPath.map(({ schema }) => {
        const some = fc.oneof(
          { weight: 6, arbitrary: fc.constantFrom(...ids, ...words) },
          { weight: 2, arbitrary: values.of(schema).map(String) },
          { weight: 1, arbitrary: hostileText },
        );
        return fc.oneof(
          { weight: 9, arbitrary: some.map(percentEncode) },
          { weight: 1, arbitrary: fc.constantFrom(...BROKEN_ESCAPES) },
        );
      }),
    )
    .map((texts) =>
      inPath.reduce((template, { name }, i) => template.replace(`{${name}}`, () => texts[i] ?? ''), path),
    );
  const end = fc.constantFrom(...Array.from({ length: 200 }, () => ''), '/', '//', '/x', '.', ...BROKEN_ESCAPES);
  return fc.tuple(filled, end).map(([text, suffix]) => text + suffix);
}

function queryOf({ parameters }: Operation, values: SchemaValues, known: Known): fc.Arbitrary<string> {
  const inQuery = parameters.filter((one) => one.in === 'query');
  const pair = (one: Parameter) => valueOf(one, values, known).map((value) => `${one.name}=${value}`);
  const required = inQuery.filter((one) => one.required).map((one) => fc.option(pair(one), { freq: 12, nil: '' }));
  const optional = inQuery.length === 0 ? fc.constant([]) : fc.array(fc.oneof(...inQuery.map(pair)), { maxLength: 4 });
  const odd = fc.oneof(
    { weight: 12, arbitrary: fc.constant('') },
    { weight: 1, arbitrary: fc.tuple(hostileName, hostileText).map((both) => both.map(percentEncode).join('=')) },
    { weight: 1, arbitrary: fc.constantFrom(...BROKEN_ESCAPES, '&&&', '=', '?', '&=&', '__proto__=1', 'q', 'limit') },
  );
  return fc.tuple(fc.tuple(...required), optional, odd).map(([some, more, rest]) => {
    const parts = [...some, ...more, rest].filter((part) => part !== '');
    return parts.length === 0 ? '' : `?${parts.join('&')}`;
  });
}

function valueOf({ name, schema }: Parameter, values: SchemaValues, { words }: Known): fc.Arbitrary<string> {
  const isList = schema['type'] === 'array';
  const one = values.of(isList ? ((schema['items'] ?? {}) as Schema) : schema).map(String);
  const some = isList ? fc.array(one, { minLength: 1, maxLength: 3 }).map((all) => all.join(',')) : one;
  const isText = name !== 'cursor' && schema['type'] === 'string' && !('enum' in schema);
  return fc.oneof(
    { weight: 10, arbitrary: some.map(percentEncode) },
    { weight: isText ? 10 : 0, arbitrary: fc.constantFrom(...words).map(percentEncode) },
    { weight: 1, arbitrary: hostileText.map(percentEncode) },
    { weight: 1, arbitrary: fc.constantFrom(...BROKEN_ESCAPES) },
  );
}

function headersOf(operation: Operation): fc.Arbitrary<HttpRequest['headers']> {
  const good = fc.constant(`Bearer ${TOKEN}`);
  const bad = fc.constantFrom(
    'Bearer',
    `bearer ${TOKEN}`,
    `Bearer ${TOKEN}x`,
    'Basic YTpi',
    'Bearer a.b.c',
    'Bearer eyJhbGciOiJub25lIn0.e30.',
  );
  const authorization = fc.oneof(
    { weight: 8, arbitrary: good },
    { weight: 1, arbitrary: bad },
    { weight: 1, arbitrary: headerText },
  );
  const types = [...Object.keys(operation.bodies), 'application/json'];
  const type = fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom(...types) },
    { weight: 2, arbitrary: fc.constantFrom(...MEDIA_TYPES) },
  );
  const tag = fc.oneof({ weight: 6, arbitrary: fc.constantFrom(...TAGS) }, { weight: 1, arbitrary: headerText });
  const key = fc.oneof(fc.constantFrom('a-1', '"b-2"', 'x'.repeat(300)), headerText);
  // fc.double prefers numbers near 0.
  const sometimes = (name: string, value: fc.Arbitrary<string>, percent: number) =>
    fc
      .tuple(fc.integer({ min: 1, max: 100 }), value)
      .map(([chance, text]) => (chance > 100 - percent ? [[name, text] as const] : []));
  const reads = (name: string) => operation.parameters.some((one) => one.in === 'header' && one.name === name);
  return fc
    .tuple(
      sometimes('authorization', authorization, operation.needsToken ? 95 : 10),
      sometimes('content-type', type, Object.keys(operation.bodies).length > 0 ? 95 : 10),
      sometimes('if-match', tag, reads('If-Match') ? 95 : 5),
      sometimes('if-none-match', tag, reads('If-None-Match') ? 50 : 5),
      sometimes('idempotency-key', key, reads('Idempotency-Key') ? 30 : 2),
      sometimes('accept-encoding', fc.constantFrom('gzip', 'gzip;q=0, *', 'br', 'gzip;q=abc', ',,;'), 30),
      fc
        .array(fc.constantFrom(...ODD_HEADERS), { maxLength: 2 })
        .chain((odd) => sometimes('x-odd', headerText, 10).map((more) => [...odd, ...more])),
    )
    .map((groups) => groups.flat());
}

function bodyOf({ bodies }: Operation, values: SchemaValues): fc.Arbitrary<string | undefined> {
  const schemas = Object.values(bodies);
  // fc.option leaves a value out once in `freq` times.
  if (schemas.length === 0) return fc.option(fc.constant(undefined), { freq: 20, nil: '{}' });
  return fc.oneof(
    {
      weight: 12,
      arbitrary: fc.oneof(...schemas.map((schema) => values.of(schema))).map((value) => JSON.stringify(value)),
    },
    { weight: 3, arbitrary: hostileJson },
    { weight: 1, arbitrary: fc.constantFrom(undefined, `{"title":"x","year":2000,"note":"${'y'.repeat(270_000)}"}`) },
  );
}

/** Any text that can be the value of a header: everything but control characters. */
const headerText = fc.string({ unit: anyCharacter, maxLength: 20 }).map((text) =>
  Buffer.from(text, 'utf8')
    .toString('latin1')
    .replace(/\p{Cc}/gu, (one) => (one < '\x7f' ? '' : one))
    .trim(),
);

/** Percent-encodes everything that is not a letter or a digit; half of a surrogate pair too, as three bytes. */
function percentEncode(text: string): string {
  return Array.from(text, (character) => {
    if (/^[\w.~-]$/.test(character)) return character;
    const code = character.codePointAt(0) ?? 0;
    const isHalf = code >= 0xd800 && code <= 0xdfff;
    const bytes = isHalf
      ? [0xed, 0x80 | ((code >> 6) & 0x3f), 0x80 | (code & 0x3f)]
      : [...Buffer.from(character, 'utf8')];
    return bytes.map((byte) => `%${byte.toString(16).padStart(2, '0')}`).join('');
  }).join('');
}

/** The bytes of a request that asks the server to close the connection after the answer. */
export function bytesOf({ method, target, headers, body, encoding }: HttpRequest, host: string, token: string): Buffer {
  const content = body === undefined ? undefined : Buffer.from(body, encoding);
  const lines = [
    `${method} ${target} HTTP/1.1`,
    `Host: ${host}`,
    'Connection: close',
    ...headers.map(([name, value]) => `${name}: ${value.replace(TOKEN, token)}`),
    ...(content ? [`Content-Length: ${String(content.length)}`] : []),
  ];
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  return content ? Buffer.concat([head, content]) : head;
}
