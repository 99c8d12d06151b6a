import type { JsonValue } from '../../../domain/film.ts';

/** How the text of a column becomes a value. The entries of a `list` are separated by `|`. */
export const VALUE_TYPES = ['number', 'text', 'boolean', 'list'] as const;

export type ValueType = (typeof VALUE_TYPES)[number];

/** If both the value and the fault are absent, the file has no value. */
export type Converted = { readonly value?: JsonValue; readonly fault?: string };

/**
 * Converts a value of a file. JSON values of the right type stay as they are.
 *
 * @returns a `fault` if the value is not of this type
 */
export function convert(raw: unknown, type: ValueType): Converted {
  if (raw === undefined || raw === null) return {};
  const text = typeof raw === 'string' ? raw.trim() : undefined;
  if (text === '') return {};
  const value = CONVERSIONS[type](text ?? raw);
  return value === undefined ? { fault: `must be a ${type}` } : { value };
}

const CONVERSIONS: Readonly<Record<ValueType, (raw: unknown) => JsonValue | undefined>> = {
  number: (raw) => {
    const number =
      typeof raw === 'string' && /^[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?$/.test(raw) ? Number(raw) : raw;
    return typeof number === 'number' ? number : undefined;
  },
  text: (raw) => (typeof raw === 'string' ? raw : typeof raw === 'number' ? String(raw) : undefined),
  boolean: (raw) => {
    if (typeof raw === 'boolean') return raw;
    if (raw === 'true' || raw === '1' || raw === 1) return true;
    return raw === 'false' || raw === '0' || raw === 0 ? false : undefined;
  },
  list: (raw) => {
    const entries: unknown = typeof raw === 'string' ? raw.split('|') : raw;
    if (!Array.isArray(entries) || !entries.every((entry) => typeof entry === 'string')) return undefined;
    return entries.map((entry) => entry.trim()).filter((entry) => entry !== '');
  },
};
