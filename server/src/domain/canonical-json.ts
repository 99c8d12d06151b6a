import type { JsonValue } from './film.ts';

/**
 * Writes a document as JSON without spaces and with property names sorted by code unit. Two documents with the same
 * content give the same text. For example, `{"b":1,"a":2}` gives `{"a":2,"b":1}`.
 */
export function canonicalJson(value: JsonValue): string {
  return JSON.stringify(value, (_name, part: JsonValue) =>
    isObject(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );
}

function isObject(value: JsonValue): value is Readonly<Record<string, JsonValue>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
