import { isMarqueeError, type Fault } from '../../../domain/errors.ts';
import type { FilmAttributes, JsonValue } from '../../../domain/film.ts';
import { escapePointer, findUnstorable } from '../../../domain/json-bounds.ts';
import { parseFilmAttributes } from '../film-schema.ts';
import type { OnCleaned } from './clean-film.ts';
import { ROW_RULES } from './row-rules.ts';

/** The title and the year cannot be dropped, because without them there is no film. A row must not have an `id`. */
const NOT_OPTIONAL = new Set(['title', 'year', 'id']);

/**
 * Checks the attributes of a row. An optional attribute that breaks a rule is dropped, and the film is kept. If only an
 * entry of a list breaks a rule, only that entry is dropped. The work grows with the size of the row, however many of
 * its parts break a rule.
 *
 * @throws MarqueeError `invalid` if the title, the year or the row as a whole breaks a rule, or if the row has an `id`
 */
export function parseDroppingBad(value: unknown, onCleaned: OnCleaned): FilmAttributes {
  let rest = isObject(value) ? withoutUnstorable(value, onCleaned) : value;
  // The schema reports all that it finds, so the second round normally succeeds. Each round drops something, or throws.
  for (;;) {
    try {
      return parseFilmAttributes(rest);
    } catch (error) {
      if (!isMarqueeError(error) || error.kind !== 'invalid') throw error;
      const droppable = droppableIn(rest, error.faults);
      if (!droppable) throw error;
      rest = without(rest as Record<string, unknown>, droppable, onCleaned);
    }
  }
}

/** What to drop: for each attribute the indexes of entries, or `undefined` for the whole attribute. */
type Droppable = ReadonlyMap<string, ReadonlySet<number> | undefined>;

/** Drops what cannot be stored, all at once. {@link parseFilmAttributes} reports only the first such part. */
function withoutUnstorable(attributes: Record<string, unknown>, onCleaned: OnCleaned): Record<string, unknown> {
  const droppable = new Map<string, Set<number> | undefined>();
  for (const [name, value] of Object.entries(attributes)) {
    if (NOT_OPTIONAL.has(name)) continue;
    if (!Array.isArray(value) || findUnstorable({ [name]: [] })) {
      if (findUnstorable({ [name]: value as JsonValue })) droppable.set(name, undefined);
      continue;
    }
    const entries = value.flatMap((entry: JsonValue, i) => (findUnstorable({ [name]: [entry] }) ? [i] : []));
    if (entries.length > 0) droppable.set(name, new Set(entries));
  }
  return droppable.size === 0 ? attributes : without(attributes, droppable, onCleaned);
}

/** @returns `undefined` if one of the faults is about something that cannot be dropped */
function droppableIn(value: unknown, faults: readonly Fault[]): Droppable | undefined {
  if (!isObject(value)) return undefined;
  const names = new Map(Object.keys(value).map((name) => [escapePointer(name), name]));
  const droppable = new Map<string, Set<number> | undefined>();
  for (const fault of faults) {
    if (!('pointer' in fault) || fault.pointer === '') return undefined;
    const [escaped = '', step = ''] = fault.pointer.slice(1).split('/');
    const name = names.get(escaped);
    if (name === undefined || NOT_OPTIONAL.has(name)) return undefined;
    const isEntry = Array.isArray(value[name]) && /^\d+$/.test(step);
    const entries = droppable.has(name) ? droppable.get(name) : new Set<number>();
    if (isEntry) entries?.add(Number(step));
    droppable.set(name, isEntry ? entries : undefined);
  }
  return droppable;
}

function without(
  attributes: Record<string, unknown>,
  droppable: Droppable,
  onCleaned: OnCleaned,
): Record<string, unknown> {
  const rest = { ...attributes };
  for (const [name, entries] of droppable) {
    const value = attributes[name];
    const isDropped = (_entry: unknown, i: number) => !entries || entries.has(i);
    const all: readonly unknown[] = entries && Array.isArray(value) ? value : [value];
    for (const one of all.filter(isDropped)) onCleaned(ROW_RULES.badAttribute.id, name, textOf(one), '');
    if (entries) rest[name] = all.filter((entry, i) => !isDropped(entry, i));
    else Reflect.deleteProperty(rest, name);
  }
  return rest;
}

/** The text of a value for the report, which shows only its beginning. A value may be nested too deep to be written. */
function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  try {
    return JSON.stringify(value);
  } catch {
    return 'a value that is nested too deep';
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
