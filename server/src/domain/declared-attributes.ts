import { invalidParameter, MarqueeError } from './errors.ts';
import type { FilmAttributes, JsonValue } from './film.ts';
import {
  isAttributeFacet,
  isAttributeSort,
  isRange,
  nameOfFacet,
  readAttributeSort,
  type FilmQuery,
} from './film-query.ts';

/** What queries can do with an attribute. */
const ATTRIBUTE_USES = ['filter', 'sort', 'facet'] as const;
export type AttributeUse = (typeof ATTRIBUTE_USES)[number];

/** The types of declared attributes, and what queries can do with each type. See docs/attributes.md. */
const USES_OF_TYPE = {
  number: ['filter', 'sort'],
  text: ['filter'],
  keyword: ['filter', 'sort', 'facet'],
  boolean: ['filter', 'sort', 'facet'],
} as const satisfies Readonly<Record<string, readonly AttributeUse[]>>;
export type AttributeType = keyof typeof USES_OF_TYPE;

/** An attribute of films that queries may use, in addition to the ones that every catalogue has. */
export type DeclaredAttribute = { readonly name: string; readonly type: AttributeType } & Readonly<
  Record<AttributeUse, boolean>
>;

/** A declaration as operators write it. */
export type AttributeDeclaration = Pick<DeclaredAttribute, 'name' | 'type'> & Partial<Record<AttributeUse, boolean>>;

/** The values of a film for an attribute: numbers, or texts. */
export type AttributeValues = readonly (string | number)[];

/** Each attribute once, sorted by name. {@link readDeclarations} makes it. */
export type DeclaredAttributes = readonly DeclaredAttribute[];

/** Limits of declarations. They are read from one setting, and some runtimes allow 4 kB for all settings together. */
export const DECLARATION_BOUNDS = { attributes: 20, nameLength: 40 } as const;

/** A longer keyword does not count, because no query could name it: a parameter has at most this many characters. */
const KEYWORD_LENGTH = 200;

/** Attributes that have a parameter of their own, and names that no attribute of a film can have. */
const RESERVED = ['id', 'title', 'year', 'cast', 'directors', 'genres', 'constructor'];

const NAME_PATTERN = new RegExp(`^[a-zA-Z][a-zA-Z0-9_-]{0,${String(DECLARATION_BOUNDS.nameLength - 1)}}$`);
const NAME_RULE = `must be 1 to ${String(DECLARATION_BOUNDS.nameLength)} of the characters a-z, A-Z, 0-9, _ and -, and begin with a letter`;

/**
 * Reads declarations: a list of objects such as `{ "name": "studio", "type": "keyword", "facet": true }`. `filter` is
 * true by default; `sort` and `facet` are false by default.
 *
 * @throws MarqueeError `invalid` that names every fault
 */
export function readDeclarations(value: unknown): DeclaredAttributes {
  const list: readonly unknown[] = Array.isArray(value) ? value : [];
  const { attributes: most } = DECLARATION_BOUNDS;
  const faults = [
    ...(Array.isArray(value) ? [] : ['must be a list of declarations']),
    ...(list.length > most ? [`has more than ${String(most)} declarations`] : []),
    ...list.flatMap((entry, i) => faultsOf(entry).map((fault) => `declaration ${String(i + 1)}: ${fault}`)),
  ];
  const declared = faults.length > 0 ? [] : list.map(withDefaults);
  const names = declared.map(({ name }) => name);
  faults.push(...names.filter((name, i) => names.indexOf(name) < i).map((name) => `"${name}" is declared twice`));
  if (faults.length > 0) throw new MarqueeError('invalid', 'invalid-declaration', faults.join('; '));
  return declared.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function faultsOf(entry: unknown): string[] {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) return ['must be an object'];
  const { name, type, ...uses } = entry as Record<string, unknown>;
  const faults: string[] = [];
  if (typeof name !== 'string' || !NAME_PATTERN.test(name)) faults.push(`name ${NAME_RULE}`);
  else if (RESERVED.includes(name)) faults.push(`name "${name}" is reserved`);
  for (const [use, isUsed] of Object.entries(uses)) {
    if (!(ATTRIBUTE_USES as readonly string[]).includes(use)) faults.push(`"${use}" is not a part of a declaration`);
    else if (typeof isUsed !== 'boolean') faults.push(`${use} must be true or false`);
  }
  if (typeof type !== 'string' || !Object.hasOwn(USES_OF_TYPE, type)) {
    return [...faults, `type must be ${Object.keys(USES_OF_TYPE).join(', ')}`];
  }
  const possible: readonly string[] = USES_OF_TYPE[type as AttributeType];
  const wanted = Object.keys(uses).filter((use) => uses[use] === true);
  for (const use of wanted) if (!possible.includes(use)) faults.push(`${use} is not possible for the type ${type}`);
  if (uses['filter'] === false && wanted.length === 0) faults.push('one of filter, sort and facet must be true');
  return faults;
}

function withDefaults(entry: unknown): DeclaredAttribute {
  return { filter: true, sort: false, facet: false, ...(entry as AttributeDeclaration) };
}

/** The part of declarations that an index depends on. If this text changes, the films must be indexed again. */
export function declarationText(declared: DeclaredAttributes): string {
  return JSON.stringify(declared.map(({ name, type }) => [name, type]));
}

/**
 * Why queries may not use an attribute in the given way, and what the operator can do about it.
 *
 * @returns `undefined` if they may use it
 */
export function describeRefusal(declared: DeclaredAttributes, name: string, use: AttributeUse): string | undefined {
  const found = declared.find((each) => each.name === name);
  if (found?.[use] === true) return undefined;
  if (found) {
    const possible: readonly AttributeUse[] = USES_OF_TYPE[found.type];
    return possible.includes(use)
      ? `needs "${use}": true in the declaration of the attribute "${name}" (docs/attributes.md)`
      : `cannot use the attribute "${name}", because the type ${found.type} allows only ${possible.join(' and ')}`;
  }
  if (!NAME_PATTERN.test(name)) return `names an attribute that cannot be declared: a name ${NAME_RULE}`;
  if (RESERVED.includes(name)) return `names "${name}", which cannot be declared`;
  return (
    `needs a declaration of the attribute "${name}". Add {"name": "${name}", "type": "...", "${use}": true} to the ` +
    `setting MARQUEE_ATTRIBUTES, or to the attributes of the deployed environment. The type is ` +
    `${Object.keys(USES_OF_TYPE).join(', ')} (docs/attributes.md)`
  );
}

/**
 * Checks that a query uses only declared attributes, and each only in the ways that its declaration allows.
 *
 * @throws MarqueeError `bad-request` that names the parameter
 */
export function checkAttributes(declared: DeclaredAttributes, query: FilmQuery): void {
  const check = (parameter: string, name: string, use: AttributeUse) => {
    const refusal = describeRefusal(declared, name, use);
    if (refusal !== undefined) throw invalidParameter(parameter, refusal);
  };
  for (const filter of query.attributes ?? []) {
    const parameter = `attr.${filter.name}`;
    check(parameter, filter.name, 'filter');
    const isNumber = declared.some(({ name, type }) => name === filter.name && type === 'number');
    if (isRange(filter) !== isNumber) throw invalidParameter(parameter, isNumber ? 'needs a range' : 'needs a value');
  }
  if (isAttributeSort(query.sort)) check('sort', readAttributeSort(query.sort).name, 'sort');
  for (const facet of query.facets) if (isAttributeFacet(facet)) check('facets', nameOfFacet(facet), 'facet');
}

/**
 * The values that a film has for a declared attribute. If the film has a list, each entry is a value. Values of another
 * type do not count, so a film without a value of the declared type lacks the attribute. Keywords and texts are as
 * written; a boolean is `true` or `false`.
 */
export function valuesOfAttribute(attributes: FilmAttributes, { name, type }: DeclaredAttribute): AttributeValues {
  const given = Object.hasOwn(attributes, name) ? attributes[name] : undefined;
  if (given === undefined) return [];
  const entries = (Array.isArray(given) ? given : [given]) as readonly JsonValue[];
  return entries.flatMap((entry): AttributeValues => {
    if (type === 'boolean') return typeof entry === 'boolean' ? [String(entry)] : [];
    if (type === 'number') return typeof entry === 'number' ? [entry] : [];
    const isUsable = typeof entry === 'string' && /\S/.test(entry);
    return isUsable && (type === 'text' || entry.length <= KEYWORD_LENGTH) ? [entry] : [];
  });
}
