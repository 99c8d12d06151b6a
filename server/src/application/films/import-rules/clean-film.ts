import { CLEANED, type CleanedAttribute, type ImportRule } from './import-rule.ts';
import { NAME_RULES } from './name-rules.ts';
import { TEXT_RULES } from './text-rules.ts';

/** Every rule for the text of attributes, in the order in which they are applied. */
export const IMPORT_RULES: readonly ImportRule[] = [...TEXT_RULES, ...NAME_RULES];

const RULES_OF = new Map(
  CLEANED.map((attribute) => [attribute, IMPORT_RULES.filter((rule) => rule.attributes.includes(attribute))]),
);

/**
 * Longer texts are left to the rule that drops bad attributes. No valid synopsis is more than half as long. A title has
 * at most 500 characters, and a name at most 200; in the real data set, the longest have 364 and 69.
 */
const MAX_CLEANED_SYNOPSIS = 40_000;
/** The time of some rules for titles and names grows with the square of the length. */
const MAX_CLEANED_LINE = 2_000;

/** Receives each change that a rule made. An empty `after` means that the value was dropped. */
export type OnCleaned = (rule: string, attribute: string, before: string, after: string) => void;

/**
 * Applies the rules to the attributes of a row. Values that are not text stay as they are. A title that would become
 * empty stays too.
 *
 * @returns the same object if no rule finds anything
 */
export function cleanFilm(
  attributes: Readonly<Record<string, unknown>>,
  onCleaned: OnCleaned,
): Record<string, unknown> {
  let cleaned: Record<string, unknown> | undefined;
  for (const attribute of CLEANED) {
    const value = attributes[attribute];
    const after = cleanValue(attribute, value, onCleaned);
    if (after === value) continue;
    cleaned ??= { ...attributes };
    cleaned[attribute] = after;
    if (after === undefined) Reflect.deleteProperty(cleaned, attribute);
  }
  return cleaned ?? attributes;
}

function cleanValue(attribute: CleanedAttribute, value: unknown, onCleaned: OnCleaned): unknown {
  if (typeof value === 'string') {
    if (value.length > (attribute === 'extract' ? MAX_CLEANED_SYNOPSIS : MAX_CLEANED_LINE)) return value;
    const [text] = applyRules(attribute, [value], onCleaned);
    return text ?? (attribute === 'title' ? value : undefined);
  }
  if (!Array.isArray(value)) return value;
  const entries: readonly unknown[] = value;
  if (entries.every(isCleanable)) return applyRules(attribute, entries, onCleaned);
  // The other entries will be dropped because they break a rule.
  const cleaned = applyRules(attribute, entries.filter(isCleanable), onCleaned);
  return [...cleaned, ...entries.filter((entry) => !isCleanable(entry))];
}

function isCleanable(entry: unknown): entry is string {
  return typeof entry === 'string' && entry.length <= MAX_CLEANED_LINE;
}

function applyRules(attribute: CleanedAttribute, values: readonly string[], onCleaned: OnCleaned): readonly string[] {
  let cleaned = values;
  for (const rule of RULES_OF.get(attribute) ?? []) {
    cleaned = rule.clean(cleaned, (before, after) => {
      onCleaned(rule.id, attribute, before, after);
    });
  }
  return cleaned;
}
