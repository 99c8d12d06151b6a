/**
 * One change that a rule made, or one row to which a rule applied. An empty `after` means that the value was dropped.
 */
export type QualityExample = {
  readonly row: number;
  readonly attribute: string;
  readonly before: string;
  readonly after: string;
};

/** How often a rule of the import applied, with its first examples. */
export type RuleCount = {
  readonly rule: string;
  readonly count: number;
  /** At most three, with different texts. */
  readonly examples: readonly QualityExample[];
};

const MAX_EXAMPLES = 3;
/** Longer texts are cut, because people read the examples. */
const MAX_EXAMPLE_LENGTH = 120;

/** Counts what the rules of an import found. It takes little memory, however large the file is. */
export class QualityTally {
  readonly #rules = new Map<string, { count: number; examples: QualityExample[] }>();

  add(rule: string, example: QualityExample): void {
    const tally = this.#rules.get(rule) ?? { count: 0, examples: [] };
    this.#rules.set(rule, tally);
    tally.count += 1;
    if (tally.examples.length >= MAX_EXAMPLES) return;
    const { before, after } = example;
    const short = { ...example, before: shorten(before), after: shorten(after) };
    if (!tally.examples.some((other) => other.before === short.before)) tally.examples.push(short);
  }

  /** The rules that applied, the most frequent first. */
  get counts(): readonly RuleCount[] {
    return [...this.#rules]
      .map(([rule, { count, examples }]) => ({ rule, count, examples: [...examples] }))
      .sort((a, b) => b.count - a.count || (a.rule < b.rule ? -1 : 1));
  }
}

function shorten(text: string): string {
  return text.length <= MAX_EXAMPLE_LENGTH ? text : `${text.slice(0, MAX_EXAMPLE_LENGTH - 1).toWellFormed()}…`;
}
