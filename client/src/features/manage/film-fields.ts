import type { Film } from '../../lib/api-types.gen.ts';
import type { filmSchema } from '../../lib/film-schema.gen.ts';

/** How an attribute is typed: one line, several, a number, a name a line, or words with commas between. */
type FieldKind = 'line' | 'text' | 'number' | 'names' | 'words';

export type Field = {
  readonly name: FieldName;
  readonly label: string;
  readonly kind: FieldKind;
  readonly hint?: string;
};

/** The attributes that the form has; others that a film may carry are left as they are. */
export type FieldName = keyof typeof filmSchema.properties;

/** In the order of the form. */
export const FIELDS: readonly Field[] = [
  { name: 'title', label: 'Title', kind: 'line' },
  { name: 'year', label: 'Year of first release', kind: 'number' },
  { name: 'genres', label: 'Genres', kind: 'words', hint: 'With commas between: Crime, Drama' },
  { name: 'cast', label: 'Cast', kind: 'names', hint: 'One name a line, in billing order' },
  { name: 'extract', label: 'Synopsis', kind: 'text' },
  { name: 'href', label: 'Wikipedia page', kind: 'line', hint: 'Its name in the English Wikipedia: The_Godfather' },
  {
    name: 'thumbnail',
    label: 'Poster address',
    kind: 'line',
    hint: 'Shown from upload.wikimedia.org and image.tmdb.org; without one the page draws a poster',
  },
  { name: 'thumbnailWidth', label: 'Poster width', kind: 'number', hint: 'Pixels' },
  { name: 'thumbnailHeight', label: 'Poster height', kind: 'number', hint: 'Pixels' },
];

/** What stands in each field of the form. */
export type FilmTexts = Readonly<Record<FieldName, string>>;

type Value = string | number | readonly string[];
/** What is said of a film; absent and empty are the same. */
export type FilmValues = Readonly<Partial<Record<FieldName, Value>>>;

/** What the fields begin with. @param film absent: a new one, nothing stands there yet */
export function textsOf(film?: Film): FilmTexts {
  return Object.fromEntries(FIELDS.map(({ name, kind }) => [name, format(kind, film?.[name])])) as FilmTexts;
}

/** What the fields say. A number that is none becomes NaN, which no rule allows. */
export function valuesOf(texts: FilmTexts): FilmValues {
  return Object.fromEntries(
    FIELDS.map(({ name, kind }) => [name, parse(kind, texts[name])] as const).filter(
      ([, value]) => value !== undefined,
    ),
  );
}

/**
 * The attributes that were changed (RFC 7396: `null` takes one away).
 *
 * @param base what the fields began with
 */
export function patchOf(base: FilmTexts, texts: FilmTexts): Readonly<Partial<Record<FieldName, Value | null>>> {
  const values = valuesOf(texts);
  return Object.fromEntries(changedFields(base, texts).map(({ name }) => [name, values[name] ?? null]));
}

/** Fields that say something else now; spaces around and empty lines say nothing. */
export function changedFields(base: FilmTexts, texts: FilmTexts): readonly Field[] {
  return FIELDS.filter(({ name, kind }) => said(kind, base[name]) !== said(kind, texts[name]));
}

function said(kind: FieldKind, text: string): string {
  return [parse(kind, text)].flat().join('\n');
}

function format(kind: FieldKind, value: unknown): string {
  if (Array.isArray(value)) return value.join(kind === 'words' ? ', ' : '\n');
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

function parse(kind: FieldKind, text: string): Value | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  if (kind === 'number') return /^[+-]?\d+$/.test(trimmed) ? Number(trimmed) : NaN;
  if (kind === 'line' || kind === 'text') return trimmed;
  return trimmed
    .split(kind === 'words' ? ',' : '\n')
    .map((part) => part.trim())
    .filter((part) => part !== '');
}
