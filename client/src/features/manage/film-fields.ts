import type { Film } from '../../lib/api-types.gen.ts';
import type { filmSchema } from '../../lib/film-schema.gen.ts';
import { texts as formTexts } from './texts.ts';

/** How an attribute is entered: one line, several lines, a number, one name per line, or words separated by commas. */
type FieldKind = 'line' | 'text' | 'number' | 'names' | 'words';

export type Field = {
  readonly name: FieldName;
  readonly label: string;
  readonly kind: FieldKind;
  readonly hint?: string;
};

/** The attributes that the form has. Other attributes of a film stay unchanged. */
export type FieldName = keyof typeof filmSchema.properties;

/** The fields of the form, in the order in which the form shows them. */
export const FIELDS: readonly Field[] = [
  { name: 'title', kind: 'line', ...formTexts.fields.title },
  { name: 'year', kind: 'number', ...formTexts.fields.year },
  { name: 'genres', kind: 'words', ...formTexts.fields.genres },
  { name: 'directors', kind: 'names', ...formTexts.fields.directors },
  { name: 'cast', kind: 'names', ...formTexts.fields.cast },
  { name: 'extract', kind: 'text', ...formTexts.fields.extract },
  { name: 'href', kind: 'line', ...formTexts.fields.href },
  { name: 'thumbnail', kind: 'line', ...formTexts.fields.thumbnail },
  { name: 'thumbnailWidth', kind: 'number', ...formTexts.fields.thumbnailWidth },
  { name: 'thumbnailHeight', kind: 'number', ...formTexts.fields.thumbnailHeight },
];

/** The text in each field of the form. */
export type FilmTexts = Readonly<Record<FieldName, string>>;

type Value = string | number | readonly string[];
/** The values of a film. Absent and empty mean the same. */
export type FilmValues = Readonly<Partial<Record<FieldName, Value>>>;

/** Attributes with which a new film begins. */
export type FilmTemplate = Readonly<Partial<Pick<Film, FieldName>>>;

/** The initial texts of the fields. @param film absent for a new film, whose fields are all empty */
export function textsOf(film?: FilmTemplate): FilmTexts {
  return Object.fromEntries(FIELDS.map(({ name, kind }) => [name, format(kind, film?.[name])])) as FilmTexts;
}

/** Parses the texts of the fields. An invalid number becomes NaN, which no rule allows. */
export function valuesOf(texts: FilmTexts): FilmValues {
  return Object.fromEntries(
    FIELDS.map(({ name, kind }) => [name, parse(kind, texts[name])] as const).filter(
      ([, value]) => value !== undefined,
    ),
  );
}

/**
 * Returns a merge patch with the attributes that were changed (RFC 7396: `null` removes an attribute).
 *
 * @param base the initial texts of the fields
 */
export function patchOf(base: FilmTexts, texts: FilmTexts): Readonly<Partial<Record<FieldName, Value | null>>> {
  const values = valuesOf(texts);
  return Object.fromEntries(changedFields(base, texts).map(({ name }) => [name, values[name] ?? null]));
}

/** Fields whose value has changed. Surrounding spaces and empty lines do not count. */
export function changedFields(base: FilmTexts, texts: FilmTexts): readonly Field[] {
  return FIELDS.filter(({ name, kind }) => said(kind, base[name]) !== said(kind, texts[name]));
}

/**
 * What two people changed in the same version of a film.
 *
 * @param base the texts of that version
 */
export function compareChanges(base: FilmTexts, mine: FilmTexts, theirs: FilmTexts) {
  const byMe = changedFields(base, mine);
  const byThem = changedFields(base, theirs);
  const differing = changedFields(mine, theirs);
  /** Fields that both people changed, to different values. */
  const conflicting = byMe.filter((field) => byThem.includes(field) && differing.includes(field));
  return { byMe, byThem, conflicting } as const;
}

/** The names of attributes without a field in the form, in which two versions of a film differ. */
export function changedElsewhere(before: Film, after: Film): readonly string[] {
  const names = new Set([...Object.keys(before), ...Object.keys(after)]);
  for (const { name } of FIELDS) names.delete(name);
  return [...names].filter((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]));
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
