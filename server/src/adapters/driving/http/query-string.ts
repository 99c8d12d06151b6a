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
  const values = splitQuery(rawQueryString);
  const input = Object.fromEntries(
    [...values].map(([name, texts]) => [name, shapeLike(schema.shape[name], name, texts)]),
  );
  return withoutBlanks(checkParameters(schema, input, describeUnknown));
}

function withoutBlanks<Query extends object>(query: Query): Query {
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
  for (const pair of rawQueryString.split('&').filter((part) => part !== '')) {
    const [rawName = '', ...rest] = pair.split('=');
    const name = decode(rawName, 'query');
    const value = decode(rest.join('='), name);
    const others = values.get(name);
    if (others) others.push(value);
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

/** Converts the texts to the type that the schema expects, if possible. Otherwise the schema reports the fault. */
function shapeLike(schema: z.core.$ZodType | undefined, name: string, texts: string[]): unknown {
  const type = unwrap(schema);
  if (type instanceof z.ZodArray) {
    return type.element instanceof z.ZodEnum ? texts.flatMap((text) => (isBlank(text) ? [] : text.split(','))) : texts;
  }
  if (texts.length > 1 && schema) throw invalidParameter(name, 'is given more than once');
  const [text] = texts;
  if (type instanceof z.ZodBoolean && (text === 'true' || text === 'false')) return text === 'true';
  return type instanceof z.ZodNumber && text !== undefined && /^-?\d{1,15}$/.test(text) ? Number(text) : text;
}

function unwrap(schema: z.core.$ZodType | undefined): z.core.$ZodType | undefined {
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
