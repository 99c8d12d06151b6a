import { IMPORT_RULES } from '../../../application/films/import-rules/clean-film.ts';
import { ROW_RULES } from '../../../application/films/import-rules/row-rules.ts';
import { printable, printableJson } from './printable.ts';
import type { QualityExample, RuleCount } from '../../../application/films/quality-tally.ts';

const RULES = new Map([...IMPORT_RULES, ...Object.values(ROW_RULES)].map((rule) => [rule.id, rule]));

/** One line. Empty if no rule applied. */
export function qualitySummary(counts: readonly RuleCount[]): string {
  if (counts.length === 0) return '';
  const total = counts.reduce((sum, { count }) => sum + count, 0).toLocaleString('en');
  const shown = counts.slice(0, 3).map(({ rule, count }) => `${count.toLocaleString('en')} ${rule}`);
  const more = counts.length > shown.length ? ', ...' : '';
  return `Cleaned ${total} values (${shown.join(', ')}${more}). --report shows each rule with examples.\n`;
}

/** A table: each rule with its count, what it does, and up to three examples. */
export function qualityReport(counts: readonly RuleCount[]): string {
  if (counts.length === 0) return 'The file is clean: no rule applied.\n';
  const width = Math.max(...counts.map(({ rule }) => rule.length));
  const lines = counts.flatMap(({ rule, count, examples }) => {
    const { finds, does } = RULES.get(rule) ?? { finds: '', does: '' };
    return [
      `${count.toLocaleString('en').padStart(8)}  ${rule.padEnd(width)}  ${finds}: ${does}`,
      ...examples.map((example) => `${' '.repeat(width + 12)}${inWords(example)}`),
    ];
  });
  return `${'count'.padStart(8)}  ${'rule'.padEnd(width)}  what it does\n${lines.join('\n')}\n`;
}

function inWords({ row, attribute, before, after }: QualityExample): string {
  return `row ${String(row)}, ${printable(attribute)}: ${quoted(before)} ${after === '' ? 'dropped' : `-> ${quoted(after)}`}`;
}

function quoted(text: string): string {
  return printableJson(text);
}
