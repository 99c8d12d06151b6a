import { expect, test } from '@jest/globals';
import { drawScale, goalLines, mergeMeasured, scaleFigures, type Measured, type ScaleReport } from './scale-report.ts';

const latencies = (p99: number) => ({ samples: 10, p50: p99 / 2, p95: p99, p99, p999: p99, max: p99 });

function measured(engine: Measured['engine'], films: number, p99 = 3_000, openMs = 700): Measured {
  return {
    ...{ engine, films, at: '2026-11-30T09:00:00.000Z', load: 1, buildMs: 60_000, buildPeakBytes: 2e9, openMs },
    ...{ fileBytes: { 'films.snapshot': 2e8 }, openSynopsesMs: 200 },
    memory: { openBytes: 3e8, endBytes: 4e8, heapBytes: 1e8 },
    classes: { a: latencies(p99), plots: latencies(12_000) },
    edits: { edits: 9, lost: 0, found: latencies(900), titles: latencies(900), plots: latencies(900) },
  };
}

const reportOf = (...all: Measured[]): ScaleReport => ({ node: '24', cpu: 'CPU', cores: 2, seed: 1, measured: all });

test('says which goals are met and which are missed, once a million films were measured in memory', () => {
  expect(goalLines(reportOf(measured('memory', 250_000), measured('opensearch', 1_000_000)))).toEqual([]);
  expect(goalLines(reportOf(measured('memory', 1_000_000, 5_001)))).toEqual([
    'Goals in memory at 1,000,000 films:',
    '- opening both files: 900 ms, goal 1000 ms: met',
    '- p99 of the slowest class of titles (a, b, c, e, i, j, k, l): 5.0 ms, goal 5.0 ms: MISSED',
    '- p99 of plots: 12 ms, goal 20 ms: met',
  ]);
});

test('keeps what earlier runs measured of other engines and other numbers of films', () => {
  const before = reportOf(measured('opensearch', 36_554), measured('memory', 36_554, 1));
  const current = reportOf(measured('memory', 250_000), measured('memory', 36_554, 2));
  expect(mergeMeasured(before, current).measured).toEqual([
    measured('memory', 36_554, 2),
    measured('memory', 250_000),
    measured('opensearch', 36_554),
  ]);
});

test('says which engine was not measured with as many films, and which measurements had other options', () => {
  const short = { budgetMs: 6_000, editSeconds: 15 };
  const lines = scaleFigures(
    reportOf(
      { ...measured('memory', 36_554), budgetMs: 30_000, editSeconds: 20 },
      { ...measured('memory', 1_000_000), editSeconds: 10 },
      { ...measured('opensearch', 250), ...short },
      { ...measured('opensearch', 36_554), ...short },
    ),
  );
  expect(lines).toContain('- OpenSearch was not measured with 1,000,000 films.');
  expect(lines).toContain('- The search in memory was not measured with 250 films.');
  expect(lines).toContain('- OpenSearch with 250 and 36,554 films was measured with `--budget-s 6 --edit-s 15`.');
  expect(lines).toContain('- The search in memory with 1,000,000 films was measured with `--edit-s 10`.');
  expect(lines.join()).not.toMatch(/in memory with 36,554/);
  expect(scaleFigures(reportOf(measured('memory', 500))).join()).not.toMatch(/was (not )?measured/);
});

test('writes figures and a plot of any number of measurements', () => {
  const report = reportOf(measured('memory', 36_554), measured('memory', 1_000_000), measured('opensearch', 36_554));
  expect(scaleFigures(report).join('\n')).toContain('| in memory | 1,000,000 | 60.0 s |');
  for (const drawn of [drawScale(report), drawScale(reportOf(measured('memory', 500)))]) {
    expect(drawn).toMatch(/<circle/);
    expect(drawn).not.toMatch(/NaN|Infinity/);
  }
});
