import type { EnrichListener } from '../../../application/films/enrich-films.ts';
import { printable } from './printable.ts';
import type { ReportFile } from './report-file.ts';

type Outcome = Parameters<EnrichListener['onFilm']>[1] | 'bad';

/** What each outcome means, in the order of the printed report. */
const MEANINGS: Readonly<Record<Outcome, string>> = {
  'other-year': 'found under the year before or after',
  ambiguous: 'not enriched, because several records or films fit',
  unmatched: 'not enriched, because no record has the title and the year',
  kept: 'keep values that a person or an import gave or removed',
  refused: 'could not be written',
  bad: 'rows that cannot be used',
};

/** The maximum number of examples of each outcome in the printed report. */
const EXAMPLES = 3;
/** The maximum number of bad rows that are printed. The file of the report has all of them. */
const SHOWN_ROWS = 20;

/** Collects what a user may want to check after an enrichment. */
export class EnrichReport {
  readonly #file: ReportFile | undefined;
  readonly #say: (line: string) => void;
  readonly #found = new Map<Outcome, { count: number; readonly examples: string[] }>();

  /** @param say prints a line at once */
  constructor(file: ReportFile | undefined, say: (line: string) => void) {
    this.#file = file;
    this.#say = say;
  }

  addFilm(film: string, outcome: Parameters<EnrichListener['onFilm']>[1], reason: string): void {
    this.#file?.write({ film, outcome, reason });
    this.#add(outcome, `${film}: ${reason}`);
  }

  addBadRow(row: number, reason: string): void {
    this.#file?.write({ row, outcome: 'bad', reason });
    const count = this.#add('bad', `row ${String(row)}: ${reason}`);
    if (count <= SHOWN_ROWS) this.#say(`row ${String(row)} bad: ${reason}`);
    if (count === SHOWN_ROWS + 1) this.#say('... more rows are bad; --report FILE has all of them');
  }

  /** A table: each outcome with its count, what it means, and up to three examples. */
  inWords(): string {
    const lines = (Object.keys(MEANINGS) as Outcome[]).flatMap((outcome) => {
      const found = this.#found.get(outcome);
      if (!found) return [];
      const head = `${found.count.toLocaleString('en').padStart(8)}  ${outcome.padEnd(10)}  ${MEANINGS[outcome]}`;
      return [head, ...found.examples.map((example) => `${' '.repeat(22)}${example}`)];
    });
    return lines.length === 0 ? 'Nothing to report: every film has exactly one record.\n' : `${lines.join('\n')}\n`;
  }

  #add(outcome: Outcome, example: string): number {
    const found = this.#found.get(outcome) ?? { count: 0, examples: [] };
    this.#found.set(outcome, found);
    found.count += 1;
    if (found.examples.length < EXAMPLES) found.examples.push(printable(example));
    return found.count;
  }
}
