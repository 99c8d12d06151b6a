/** Attributes whose text the rules clean. */
export const CLEANED = ['title', 'cast', 'directors', 'genres', 'extract'] as const;

export type CleanedAttribute = (typeof CLEANED)[number];

/** Attributes that are lists of people. */
export const PEOPLE: readonly CleanedAttribute[] = ['cast', 'directors'];

/** Attributes that are lists of names. */
export const NAMES: readonly CleanedAttribute[] = [...PEOPLE, 'genres'];

/** Receives each change: the text before and after it. An empty text means that the value was dropped. */
export type OnChange = (before: string, after: string) => void;

/**
 * A rule of the import: one kind of dirt in real data, and what the import does about it. Rules look at form only. None
 * names a film or a person.
 */
export type ImportRule = {
  /** A short name that never changes, because reports and logs count by it. */
  readonly id: string;
  /** What the rule finds, as a phrase for the report and the documentation. */
  readonly finds: string;
  /** What the rule does about it. */
  readonly does: string;
  /** The values of one attribute before and after the rule. */
  readonly example: { readonly before: readonly string[]; readonly after: readonly string[] };
  readonly attributes: readonly CleanedAttribute[];
  /**
   * @param values the entries of a list, or the one text of `title` or `extract`
   * @returns the same array if the rule finds nothing
   */
  readonly clean: (values: readonly string[], onChange: OnChange) => readonly string[];
};

/** Applies a rule for one text to each value. A text that becomes empty is dropped. */
export function eachValue(fix: (value: string) => string): ImportRule['clean'] {
  return (values, onChange) => {
    let cleaned: string[] | undefined;
    for (let i = 0; i < values.length; i += 1) {
      const value = values[i] ?? '';
      const fixed = fix(value);
      if (fixed !== value) {
        cleaned ??= values.slice(0, i);
        onChange(value, fixed);
      }
      if (fixed !== '') cleaned?.push(fixed);
    }
    return cleaned ?? values;
  };
}

/** Drops the values for which a condition is true. */
export function dropIf(isDirt: (value: string) => boolean): ImportRule['clean'] {
  return eachValue((value) => (isDirt(value) ? '' : value));
}
