import type { JsonValue } from '../../../domain/film.ts';
import type { StoredRecord } from '../../../ports/film-import-store.ts';
import { isSame, markedAs, type WithDerived } from '../derived-attributes.ts';
import { parseFilmAttributes } from '../film-schema.ts';
import { reasonOf } from '../row-faults.ts';

/** Values by attribute. `undefined` means that the source has no value for this attribute of this film. */
export type Enrichment = Readonly<Record<string, JsonValue | undefined>>;

export type Enriched = {
  /** What the film becomes. Absent if nothing changes. */
  readonly film?: WithDerived;
  /**
   * Attributes that stay as they are, because a person or an import gave another value, or because a person removed the
   * value.
   */
  readonly kept: readonly string[];
  /** Why the values cannot be stored in this film. */
  readonly refused?: string;
};

/**
 * Adds values to a stored film and marks them as derived, so that a later run may replace them. Values that earlier
 * runs added are replaced. They are removed if the source no longer has them. All other values stay.
 */
export function enrich({ attributes, derived }: StoredRecord, enrichment: Enrichment): Enriched {
  if (!attributes) return { kept: Object.keys(enrichment) };
  const after: Record<string, JsonValue | undefined> = { ...attributes };
  const marks: Record<string, JsonValue> = { ...derived };
  const kept: string[] = [];
  let isChanged = false;
  for (const [name, value] of Object.entries(enrichment)) {
    const before = attributes[name];
    if (isSame(before, value)) continue;
    // This is also true if neither value exists: nobody has given or removed one.
    const isOurs = isSame(before, derived?.[name]);
    if (!isOurs) {
      if (value !== undefined) kept.push(name);
      continue;
    }
    isChanged = true;
    if (value === undefined) {
      Reflect.deleteProperty(after, name);
      Reflect.deleteProperty(marks, name);
    } else {
      after[name] = value;
      marks[name] = value;
    }
  }
  if (!isChanged) return { kept };
  try {
    return { film: { attributes: parseFilmAttributes(after), ...markedAs(marks) }, kept };
  } catch (error) {
    return { kept, refused: reasonOf(error) };
  }
}
