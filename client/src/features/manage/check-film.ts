import type { Problem } from '../../lib/api-types.gen.ts';
import { filmSchema } from '../../lib/film-schema.gen.ts';
import { FIELDS, type FieldName, type FilmValues } from './film-fields.ts';
import { texts } from './texts.ts';

/** The fault of each field; absent if the field is valid. */
export type FieldFaults = Readonly<Partial<Record<FieldName, string>>>;

/** The part of JSON Schema with which the API describes films. */
type Rule = {
  readonly type: string;
  readonly maxLength?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly format?: string;
  readonly items?: Rule;
};

const RULES: Readonly<Record<FieldName, Rule>> = filmSchema.properties;

/**
 * Checks a film by the API's own rules before the film is sent. Faults that only the API can find are reported by the
 * API.
 */
export function checkFilm(values: FilmValues): FieldFaults {
  return Object.fromEntries(
    FIELDS.map(({ name }) => {
      const value = values[name];
      const isMissing = value === undefined && isNeeded(name);
      return [
        name,
        isMissing ? texts.faults.missing : value === undefined ? undefined : faultOf(RULES[name], value),
      ] as const;
    }).filter(([, fault]) => fault !== undefined),
  );
}

export function isNeeded(name: FieldName): boolean {
  return (filmSchema.required as readonly string[]).includes(name);
}

/** The most characters that a field may have; `undefined` if there is no limit. */
export function longestOf(name: FieldName): number | undefined {
  return RULES[name].maxLength;
}

function faultOf(rule: Rule, value: unknown): string | undefined {
  if (Array.isArray(value)) return faultOfList(rule, value);
  if (typeof value === 'number') return faultOfNumber(rule, value);
  const text = String(value);
  if (rule.maxLength !== undefined && text.length > rule.maxLength) {
    return texts.faults.tooLong(text.length, rule.maxLength);
  }
  if (rule.format === 'uri' && !isWebAddress(text)) return texts.faults.notAnAddress;
  return undefined;
}

function faultOfNumber({ minimum = -Infinity, maximum = Infinity }: Rule, value: number): string | undefined {
  if (Number.isInteger(value) && value >= minimum && value <= maximum) return undefined;
  return texts.faults.notInRange(minimum, maximum);
}

function faultOfList({ maxItems = Infinity, items }: Rule, list: readonly unknown[]): string | undefined {
  if (list.length > maxItems) return texts.faults.tooMany(list.length, maxItems);
  for (const [index, item] of list.entries()) {
    const fault = items && faultOf(items, item);
    if (fault !== undefined) return texts.faults.ofEntry(index + 1, fault);
  }
  return undefined;
}

function isWebAddress(text: string): boolean {
  return /^https?:\/\//i.test(text) && URL.canParse(text);
}

/** The faults that the API found, by field. `rest` has the faults that belong to no field of the form. */
export function faultsOfProblem({ errors = [] }: Problem): { readonly fields: FieldFaults; readonly rest: string[] } {
  const fields: Partial<Record<FieldName, string>> = {};
  const rest: string[] = [];
  for (const { pointer, detail } of errors) {
    const [, name = '', index] = (pointer ?? '').split('/');
    const field = FIELDS.find((one) => one.name === name);
    if (field) fields[field.name] ??= index === undefined ? detail : texts.faults.ofEntry(Number(index) + 1, detail);
    else rest.push(name === '' ? detail : texts.faults.ofAttribute(name, detail));
  }
  return { fields, rest };
}
