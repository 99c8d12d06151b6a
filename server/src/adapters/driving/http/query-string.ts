import * as z from 'zod';
import { invalidParameter, MarqueeError, type Fault } from '../../../domain/errors.ts';
import { describeBadText } from '../../../domain/json-bounds.ts';

/**
 * Parses a raw query string with a schema. The result of API Gateway's own parsing is not used, because it joins
 * repeated parameters with commas, and names of people can contain commas. A blank text counts as absent if its schema
 * accepts it. The schemas of numbers and of single choices refuse a blank text.
 *
 * @param describeUnknown see Route.unknownParameter
 * @throws MarqueeError `bad-request` naming every parameter that breaks a rule, and the rule
 */
export function parseQuery<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  rawQueryString: string,
  describeUnknown: (parameter: string) => string | undefined = () => undefined,
): z.output<z.ZodObject<Shape>> {
  const input: Record<string, unknown> = {};
  const kinds = kindsOf(schema);
  for (const [name, texts] of splitQuery(rawQueryString)) setOwn(input, name, shapeLike(kinds.get(name), name, texts));
  return withoutBlanks(checkParameters(schema, input, describeUnknown));
}

/** Also sets a property with a name such as `__proto__`. */
function setOwn(record: Record<string, unknown>, name: string, value: unknown): void {
  if (name in record) Object.defineProperty(record, name, { value, enumerable: true });
  else record[name] = value;
}

function withoutBlanks<Query extends object>(query: Query): Query {
  if (!Object.values(query).some((value) => (Array.isArray(value) ? value.some(isBlank) : isBlank(value))))
    return query;
  const given = Object.entries(query).filter(([, value]) => !isBlank(value));
  return Object.fromEntries(
    given.map(([name, value]) => [name, Array.isArray(value) ? value.filter((entry) => !isBlank(entry)) : value]),
  ) as Query;
}

function isBlank(value: unknown): boolean {
  return typeof value === 'string' && value.trim() === '';
}

/**
 * @param describeUnknown see Route.unknownParameter
 * @throws MarqueeError `bad-request` naming every parameter that breaks a rule, and the rule
 */
export function checkParameters<Schema extends z.ZodObject>(
  schema: Schema,
  input: unknown,
  describeUnknown: (parameter: string) => string | undefined = () => undefined,
): z.output<Schema> {
  const parsed = schema.safeParse(input);
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.flatMap((issue) => faultsOf(issue, describeUnknown));
  throw new MarqueeError('bad-request', 'invalid-parameter', 'Some parameters break a rule. See errors.', {
    faults,
  });
}

function splitQuery(rawQueryString: string): Map<string, string[]> {
  const values = new Map<string, string[]>();
  for (const pair of rawQueryString.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decode(equals < 0 ? pair : pair.slice(0, equals), 'query');
    const value = decode(equals < 0 ? '' : pair.slice(equals + 1), name);
    const texts = values.get(name);
    if (texts) texts.push(value);
    else values.set(name, [value]);
  }
  return values;
}

function decode(text: string, parameter: string): string {
  let decoded: string;
  try {
    decoded = decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    throw invalidParameter(parameter, 'is not percent-encoded UTF-8');
  }
  const bad = describeBadText(decoded);
  if (bad !== undefined) throw invalidParameter(parameter, bad);
  return decoded;
}

/** What the schema of a parameter expects, as far as it decides how a text is read. */
type Kind = 'choices' | 'texts' | 'boolean' | 'number' | 'other';

const kindsOfSchemas = new WeakMap<z.ZodObject, ReadonlyMap<string, Kind>>();

/** The kinds of a schema's parameters. zod takes long to tell the class of a schema, so they are kept. */
function kindsOf(schema: z.ZodObject): ReadonlyMap<string, Kind> {
  let kinds = kindsOfSchemas.get(schema);
  if (!kinds) {
    kinds = new Map(
      Object.entries(schema.shape as z.core.$ZodShape).map(([name, parameter]) => [name, kindOf(unwrap(parameter))]),
    );
    kindsOfSchemas.set(schema, kinds);
  }
  return kinds;
}

function kindOf(type: z.core.$ZodType): Kind {
  if (type instanceof z.ZodArray) return type.element instanceof z.ZodEnum ? 'choices' : 'texts';
  if (type instanceof z.ZodBoolean) return 'boolean';
  return type instanceof z.ZodNumber ? 'number' : 'other';
}

/**
 * Converts the texts to the type that the schema expects, if possible. Otherwise the schema reports the fault.
 *
 * @param kind `undefined` if the schema has no such parameter
 */
function shapeLike(kind: Kind | undefined, name: string, texts: string[]): unknown {
  if (kind === 'choices') return texts.flatMap((text) => (isBlank(text) ? [] : text.split(',')));
  if (kind === 'texts') return texts;
  if (texts.length > 1 && kind !== undefined) throw invalidParameter(name, 'is given more than once');
  const [text] = texts;
  if (kind === 'boolean' && (text === 'true' || text === 'false')) return text === 'true';
  return kind === 'number' && text !== undefined && /^-?\d{1,15}$/.test(text) ? Number(text) : text;
}

function unwrap(schema: z.core.$ZodType): z.core.$ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault ? unwrap(schema.unwrap()) : schema;
}

function faultsOf(issue: z.core.$ZodIssue, describeUnknown: (parameter: string) => string | undefined): Fault[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((parameter) => ({
      parameter,
      detail: describeUnknown(parameter) ?? 'is not a parameter of this route',
    }));
  }
  return [{ parameter: String(issue.path[0]), detail: issue.message }];
}
