import type { Report, Result } from './verify.ts';

const WORDS = { good: 'good', bad: 'BAD', skipped: 'skipped' } as const;

/** @returns the lines of a result for the terminal */
export function lineOf({ name, outcome, expected, seen }: Result): string {
  if (outcome === 'bad') return `BAD   ${name}\n      expected: ${expected}\n      seen:     ${seen}\n`;
  return `${outcome === 'good' ? 'good' : 'skip'}  ${name}: ${seen}\n`;
}

/** @returns how many results there are of each outcome, in words */
export function countsOf({ results }: Report): string {
  const count = (outcome: Result['outcome']) => String(results.filter((one) => one.outcome === outcome).length);
  return `${count('good')} good, ${count('bad')} bad, ${count('skipped')} skipped`;
}

/** @returns the sentence about the first request, which may have been a cold start */
export function firstRequestIn({ firstRequestMs }: Report): string {
  return firstRequestMs === undefined
    ? 'The first request for the API was not answered with 200.'
    : `The first request for the API took ${String(firstRequestMs)} ms with its connection. It was a cold start if no instance was running, which cannot be seen from outside.`;
}

export function markdownOf(report: Report): string {
  const { address, date, version, results, timings } = report;
  const rows = results.map(({ name, outcome, expected, seen }) => row([name, WORDS[outcome], expected, seen]));
  const times = timings.map(({ what, requests, p50Ms, p99Ms }) =>
    row([what, String(requests), String(p50Ms), String(p99Ms)]),
  );
  return `# Verification of Marquee

- address: ${address}
- date: ${date}
- version: ${version}
- checks: ${countsOf(report)}

${row(['check', 'result', 'expected', 'seen'])}
| --- | --- | --- | --- |
${rows.join('\n')}

## Times

${firstRequestIn(report)} The requests of the table were sent one after the other over an open connection. Each time ends with the last byte of the answer.

${row(['what', 'requests', 'p50 (ms)', 'p99 (ms)'])}
| --- | --- | --- | --- |
${times.join('\n')}
`;
}

function row(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replaceAll(/\s+/g, ' ').replaceAll('|', '\\|')).join(' | ')} |`;
}
