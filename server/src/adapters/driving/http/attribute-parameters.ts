import * as z from 'zod';
import {
  describeRefusal,
  type AttributeUse,
  type DeclaredAttribute,
  type DeclaredAttributes,
} from '../../../domain/declared-attributes.ts';
import {
  isAttributeFacet,
  isAttributeSort,
  nameOfFacet,
  readAttributeSort,
  type AttributeFilter,
} from '../../../domain/film-query.ts';

const NUMBER = String.raw`-?[0-9]{1,15}(?:\.[0-9]{1,15})?`;
/** `8`, `8..`, `..5` or `7..9`. */
const RANGE = new RegExp(`^(?:${NUMBER}|${NUMBER}\\.\\.|\\.\\.${NUMBER}|${NUMBER}\\.\\.${NUMBER})$`);
const RANGE_RULE = 'must be a number such as 8, or a range such as 8.. (at least 8), ..5 (at most 5) or 7..9';

/**
 * The parameters by which films are filtered by declared attributes: `attr.` and the name of each attribute.
 *
 * @param text the schema of one text to search for
 */
export function attributeParameters(declared: DeclaredAttributes, text: z.ZodString): z.ZodRawShape {
  const filters = declared.filter(({ filter }) => filter);
  return Object.fromEntries(filters.map((each) => [`attr.${each.name}`, parameterOf(each, text)]));
}

function parameterOf({ type }: DeclaredAttribute, text: z.ZodString): z.ZodType {
  switch (type) {
    case 'number':
      return z
        .string()
        .regex(RANGE, RANGE_RULE)
        .refine((range) => !RANGE.test(range) || isAscending(readRange(range)), 'must not begin after its end')
        .optional()
        .meta({ description: 'A number, or a range that includes its ends: 8, 8.., ..5 or 7..9.' });
    case 'boolean':
      return z.enum(['true', 'false']).optional();
    case 'keyword':
      return z.array(text).max(20).default([]).meta({
        description: 'A value; case and diacritics do not matter. Repeatable; the film must have all the given values.',
      });
    case 'text':
      return z.array(text).max(20).default([]).meta({
        description:
          'Words that must all be in the text. Repeatable; the words of all repetitions must be in the text.',
      });
  }
}

/** @param query the parsed parameters of {@link attributeParameters}, among others */
export function attributeFiltersOf(
  declared: DeclaredAttributes,
  query: Readonly<Record<string, unknown>>,
): AttributeFilter[] {
  return declared.flatMap(({ name, type }) => {
    const values = [query[`attr.${name}`] ?? []].flat() as string[];
    return values.map((value) => (type === 'number' ? { name, ...readRange(value) } : { name, value }));
  });
}

function readRange(range: string): { from?: number; to?: number } {
  const [from = '', to = from] = range.split('..');
  return { ...(from !== '' && { from: Number(from) }), ...(to !== '' && { to: Number(to) }) };
}

function isAscending({ from = -Infinity, to = Infinity }: { from?: number; to?: number }): boolean {
  return from <= to;
}

/** The values of `sort` and `facets` for declared attributes. */
export function attributeSorts(declared: DeclaredAttributes): string[] {
  return declared.filter(({ sort }) => sort).flatMap(({ name }) => [`attr.${name}`, `-attr.${name}`]);
}

export function attributeFacets(declared: DeclaredAttributes): string[] {
  return declared.filter(({ facet }) => facet).map(({ name }) => `attr.${name}`);
}

/**
 * What is wrong with a parameter `attr.NAME` that is not one of {@link attributeParameters}, or with a value of `sort`
 * or `facets`.
 *
 * @returns `undefined` if this is not about an attribute
 */
export function describeBadAttribute(
  declared: DeclaredAttributes,
  use: AttributeUse,
  value: string,
): string | undefined {
  if (use === 'sort') {
    return isAttributeSort(value) ? describeRefusal(declared, readAttributeSort(value).name, use) : undefined;
  }
  return isAttributeFacet(value) ? describeRefusal(declared, nameOfFacet(value), use) : undefined;
}
