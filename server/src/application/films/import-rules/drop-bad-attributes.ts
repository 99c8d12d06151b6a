import { isMarqueeError, type Fault } from '../../../domain/errors.ts';
import type { FilmAttributes } from '../../../domain/film.ts';
import { escapePointer } from '../../../domain/json-bounds.ts';
import { parseFilmAttributes } from '../film-schema.ts';
import type { OnCleaned } from './clean-film.ts';
import { ROW_RULES } from './row-rules.ts';

/** The title and the year cannot be dropped, because without them there is no film. A row must not have an `id`. */
const NOT_OPTIONAL = new Set(['title', 'year', 'id']);

/**
 * Checks the attributes of a row. An optional attribute that breaks a rule is dropped, and the film is kept. If only an
 * entry of a list breaks a rule, only that entry is dropped.
 *
 * @throws MarqueeError `invalid` if the title, the year or the row as a whole breaks a rule, or if the row has an `id`
 */
export function parseDroppingBad(value: unknown, onCleaned: OnCleaned): FilmAttributes {
  let rest = value;
  // Each round drops at least one attribute or entry, or throws.
  for (;;) {
    try {
      return parseFilmAttributes(rest);
    } catch (error) {
      if (!isMarqueeError(error) || error.kind !== 'invalid') throw error;
      const droppable = error.faults.map((fault) => droppableIn(rest, fault));
      if (!droppable.every((path) => path !== undefined)) throw error;
      rest = without(rest as Record<string, unknown>, droppable, onCleaned);
    }
  }
}

type Path = { readonly attribute: string; readonly entry: number | undefined };

function droppableIn(value: unknown, fault: Fault): Path | undefined {
  if (!('pointer' in fault) || fault.pointer === '') return undefined;
  const [name, step = ''] = fault.pointer.slice(1).split('/');
  const attribute = Object.keys(value as object).find((one) => escapePointer(one) === name);
  if (attribute === undefined || NOT_OPTIONAL.has(attribute)) return undefined;
  const isEntry = Array.isArray((value as Record<string, unknown>)[attribute]) && /^\d+$/.test(step);
  return { attribute, entry: isEntry ? Number(step) : undefined };
}

function without(
  attributes: Record<string, unknown>,
  paths: readonly Path[],
  onCleaned: OnCleaned,
): Record<string, unknown> {
  const rest = { ...attributes };
  for (const attribute of new Set(paths.map((path) => path.attribute))) {
    const value = attributes[attribute];
    const entries = paths.filter((path) => path.attribute === attribute).map(({ entry }) => entry);
    const isWhole = entries.includes(undefined) || !Array.isArray(value);
    if (isWhole) Reflect.deleteProperty(rest, attribute);
    else rest[attribute] = (value as unknown[]).filter((_entry, i) => !entries.includes(i));
    const dropped = isWhole ? [value] : (value as unknown[]).filter((_entry, i) => entries.includes(i));
    for (const one of dropped) onCleaned(ROW_RULES.badAttribute.id, attribute, textOf(one), '');
  }
  return rest;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
