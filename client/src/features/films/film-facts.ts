import type { Film } from '../../lib/api-types.gen.ts';
import { attributeLabel } from '../../lib/attribute-label.ts';
import { texts as sharedTexts } from '../../lib/texts.ts';
import { texts } from './texts.ts';

export type Fact = { readonly name: string; readonly values: readonly string[] };

/** Attributes that the page shows elsewhere, or that are of no use to readers. */
const SHOWN_ELSEWHERE = new Set([
  'id', 'title', 'year', 'cast', 'directors', 'genres', 'href', 'extract', 'thumbnail', 'thumbnailWidth', 'thumbnailHeight',
]); // prettier-ignore
const MAX_FACTS = 24;
const MAX_VALUES = 30;

/**
 * Returns what is known about a film and not shown elsewhere on the page. The catalogue also stores attributes that
 * Marquee does not know, and the page shows them here. A list of texts and numbers is shown as a list. Each value of an
 * object is shown with its name: `{ "mum": 5 }` as "Mum: 5".
 */
export function factsOf(film: Film): readonly Fact[] {
  return Object.entries(film)
    .filter(([name]) => !SHOWN_ELSEWHERE.has(name))
    .map(([name, value]) => ({ name: attributeLabel(name), values: valuesOf(value).slice(0, MAX_VALUES) }))
    .filter(({ values }) => values.length > 0)
    .slice(0, MAX_FACTS);
}

function valuesOf(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(valuesOf);
  if (typeof value === 'boolean') return [value ? texts.film.yes : texts.film.no];
  if (typeof value === 'number') return [String(value)];
  if (typeof value === 'object' && value !== null) return Object.entries(value).flatMap(describeEntry);
  return typeof value === 'string' && value.trim() !== '' ? [value] : [];
}

function describeEntry([name, value]: readonly [string, unknown]): readonly string[] {
  const values = valuesOf(value);
  return values.length === 0 ? [] : [texts.film.namedValue(attributeLabel(name), sharedTexts.list(values))];
}
