import fc from 'fast-check';
import { anyCharacter } from '../builders/any-character.ts';
import type { Schema } from './api-document.ts';

/** Names that mean something to JavaScript, to DynamoDB or to the product. */
const HOSTILE_NAMES = [
  ...['__proto__', 'constructor', 'prototype', 'toString', 'hasOwnProperty', 'then', 'length'],
  ...['id', 'version', 'etag', '#id', ':id', 'a.b', 'a[0]', '', ' ', '$ref', 'changedAtMs'],
];
const LIMIT_NUMBERS = [
  ...[0, -0, -1, 0.5, 1e-7, 5e-324, 1e20, 1e125, 1e126, 1e300, Number.MAX_VALUE],
  ...[2 ** 31 - 1, 2 ** 31, 2 ** 53 - 1, 2 ** 53, -(2 ** 63), 1e-131],
];
/** Levels of a JSON text that is deeper than any parser should follow. */
const MAX_DEPTH = 20_000;

const hostileText = fc.oneof(
  fc.string({ unit: anyCharacter, maxLength: 12 }),
  fc.string({
    unit: fc.constantFrom(
      '\0',
      '\u200b',
      '\u3164',
      '\u202e',
      '\ud83d',
      '\udc00',
      '\u001b[31m',
      '\r\n',
      "'",
      '"',
      '\\',
      '<',
      '&',
      'é',
      'e\u0301',
      'ﬁ',
    ),
    maxLength: 6,
  }),
  fc.constantFrom(
    '../../etc/passwd',
    '${jndi:ldap://x}',
    '{{7*7}}',
    'null',
    'undefined',
    'NaN',
    '0x10',
    '-0',
    '1e3',
    'true',
  ),
  fc.integer({ min: 1, max: 3_000 }).map((length) => 'x'.repeat(length)),
);
const hostileNumber = fc.oneof(fc.constantFrom(...LIMIT_NUMBERS), fc.double(), fc.integer());
const hostileName = fc.oneof(fc.constantFrom(...HOSTILE_NAMES), fc.string({ unit: anyCharacter, maxLength: 8 }));

/** Any JSON value, with names and values that programs get wrong. */
const { value: hostileValue } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    fc.oneof(hostileNumber, hostileText, fc.constantFrom(null, true, false)),
    fc.array(tie('value'), { maxLength: 3 }),
    fc.array(fc.tuple(hostileName, tie('value')), { maxLength: 3 }).map(objectOf),
  ),
}));

/** JSON texts that are deep, long or broken. */
const hostileJson = fc.oneof(
  hostileValue.map((value) => JSON.stringify(value)),
  fc.tuple(fc.integer({ min: 1, max: MAX_DEPTH }), fc.constantFrom('[', '{"a":')).map(([n, open]) => open.repeat(n)),
  fc.integer({ min: 1, max: MAX_DEPTH }).map((n) => `{"title":"x","year":2000,"n":${'['.repeat(n)}${']'.repeat(n)}}`),
  fc.constantFrom(
    '',
    ' ',
    'null',
    '[]',
    '{',
    '{"title":"a","title":"b","year":2000}',
    '{"title":"\\ud83d","year":2000}',
  ),
  fc.constantFrom(
    '\ufeff{}',
    '{"year":1e400}',
    '{"year":-0}',
    '{"a":1}{"b":2}',
    "{'a':1}",
    '{"a":\u0000}',
    '{"a":NaN}',
  ),
  hostileText,
);

export { hostileJson, hostileName, hostileText };

/** An object from names and values. In contrast to `Object.fromEntries`, `JSON.stringify` writes `__proto__` too. */
function objectOf(entries: readonly (readonly [string, unknown])[]): object {
  const object: Record<string, unknown> = {};
  for (const [name, value] of entries)
    Object.defineProperty(object, name, { value, enumerable: true, configurable: true, writable: true });
  return object;
}

/** Makes values that a schema allows, and values at its limits. */
export class SchemaValues {
  readonly #schemas: Readonly<Record<string, Schema>>;

  /** @param schemas the schemas that a `$ref` may name */
  constructor(schemas: Readonly<Record<string, Schema>>) {
    this.#schemas = schemas;
  }

  /** @param depth how many levels of arrays and objects may follow */
  of(schema: Schema, depth = 3): fc.Arbitrary<unknown> {
    const reference = schema['$ref'];
    if (typeof reference === 'string') return this.of(this.#schemas[reference.replace(/^.*\//, '')] ?? {}, depth);
    if (Array.isArray(schema['enum'])) return fc.constantFrom(...(schema['enum'] as unknown[]));
    if ('const' in schema) return fc.constant(schema['const']);
    const choices = schema['anyOf'] ?? schema['oneOf'];
    if (Array.isArray(choices)) return fc.oneof(...choices.map((one: Schema) => this.of(one, depth)));
    switch (schema['type']) {
      case 'string':
        return textOf(schema);
      case 'integer':
      case 'number':
        return numberOf(schema);
      case 'boolean':
        return fc.boolean();
      case 'null':
        return fc.constant(null);
      case 'array':
        return depth === 0 ? fc.constant([]) : this.#arrayOf(schema, depth - 1);
      case 'object':
        return depth === 0 ? fc.constant({}) : this.#objectOf(schema, depth - 1);
      default:
        return hostileValue;
    }
  }

  #arrayOf({ items = {}, maxItems = 5 }: Schema, depth: number): fc.Arbitrary<unknown> {
    const item = this.of(items as Schema, depth);
    const few = fc.array(item, { maxLength: Math.min(Number(maxItems), 4) });
    const limit = Number(maxItems) <= 500 ? [fc.constantFrom(Number(maxItems), Number(maxItems) + 1)] : [];
    const many = limit.map((length) => fc.tuple(length, item).map(([n, one]) => Array.from({ length: n }, () => one)));
    return fc.oneof({ weight: 20, arbitrary: few }, ...many.map((arbitrary) => ({ weight: 1, arbitrary })));
  }

  #objectOf({ properties = {}, required = [], additionalProperties }: Schema, depth: number): fc.Arbitrary<unknown> {
    const known = Object.entries(properties as Record<string, Schema>).map(
      ([name, schema]) => [name, this.of(schema, depth)] as const,
    );
    const model = Object.fromEntries(known) as Record<string, fc.Arbitrary<unknown>>;
    const requiredKeys = (required as string[]).filter((name) => name in model);
    const extra =
      additionalProperties === false
        ? fc.constant([])
        : fc.oneof(
            { weight: 3, arbitrary: fc.constant([]) },
            { weight: 1, arbitrary: fc.array(fc.tuple(hostileName, hostileValue), { maxLength: 2 }) },
          );
    return fc
      .tuple(fc.record(model, { requiredKeys, noNullPrototype: true }), extra)
      .map(([record, more]) => objectOf([...Object.entries(record), ...more]));
  }
}

const TEXTS = [
  'jaws',
  'The Godfather',
  'clint eastwood',
  '8½',
  'jaws-1975',
  'a',
  '1999',
  '千と千尋',
  'https://example.org/a.jpg',
];

function textOf({ pattern, format, maxLength = 100, minLength = 0 }: Schema): fc.Arbitrary<string> {
  const [least, most] = [Number(minLength), Number(maxLength)];
  const shape = typeof pattern === 'string' ? new RegExp(pattern, 'u') : format === 'uri' ? /^https:/ : undefined;
  const texts = TEXTS.filter((text) => shape?.test(text) !== false);
  const any = typeof pattern === 'string' ? matching(pattern) : format === 'uri' ? [] : [fc.string({ maxLength: 20 })];
  const some = fc.oneof(...(texts.length > 0 ? [fc.constantFrom(...texts)] : []), ...any);
  const atLimit = fc.constantFrom(least, most, most + 1).map((length) => 'a'.repeat(length));
  return fc.oneof(
    { weight: 60, arbitrary: some },
    { weight: 1, arbitrary: atLimit },
    { weight: 1, arbitrary: hostileText },
  );
}

function matching(pattern: string): fc.Arbitrary<string>[] {
  try {
    return [fc.stringMatching(new RegExp(pattern, 'u'), { maxLength: 30 })];
  } catch {
    // fast-check makes no strings for patterns with features such as lookbehind.
    return [];
  }
}

function numberOf({ type, minimum = -1_000_000, maximum = 1_000_000 }: Schema): fc.Arbitrary<number> {
  const [min, max] = [Number(minimum), Number(maximum)];
  const inside =
    type === 'integer'
      ? fc.integer({ min: Math.max(min, -(2 ** 31)), max: Math.min(max, 2 ** 31 - 1) })
      : fc.double({ min, max, noNaN: true });
  const limits = fc.constantFrom(min, max, min - 1, max + 1, min + 0.5);
  return fc.oneof(
    { weight: 60, arbitrary: inside },
    { weight: 1, arbitrary: limits },
    { weight: 1, arbitrary: hostileNumber },
  );
}
