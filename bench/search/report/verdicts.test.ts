import { expect, test } from '@jest/globals';
import type { Quality } from '../judge.ts';
import { WORKLOAD_CLASSES, type WorkloadClass } from '../workload/bench-case.ts';
import { judgeRun, type JudgedEngines } from './verdicts.ts';

test.each<[WorkloadClass, Quality, number, boolean]>([
  ['a', { rank1: 1 }, 299, true],
  ['a', { rank1: 1 }, 301, false],
  // A peer that misses the floor does not count.
  ['a', { rank1: 0.98 }, 1_900, true],
  ['i', { inTop3: 1 }, 899, true],
  ['i', { inTop3: 1 }, 901, false],
  ['i', { inTop3: 0.5 }, 901, false],
  // A peer that finds nearly nothing does not count, but 2 ms are the limit.
  ['i', { inTop3: 0.1 }, 1_900, true],
  ['i', { inTop3: 0.1 }, 2_100, false],
])(
  'in class %s, next to a peer with %j and a p50 of 900 µs and a p99 of 1,200 µs, %i µs meets the targets: %s',
  (kind, quality, ours, met) => {
    const report = {
      engines: {
        marquee: engine(kind, { rank1: 1, inTop3: 1 }, ours, ours),
        peer: engine(kind, quality, 900, 1_200),
      },
    };
    const verdicts = judgeRun(report).filter((verdict) => verdict.kind === kind);
    expect(verdicts.every((verdict) => verdict.met)).toBe(met);
    expect(judgeRun(report)).toHaveLength(2 * WORKLOAD_CLASSES.length);
  },
);

function engine(kind: WorkloadClass, quality: Quality, p50: number, p99: number): JudgedEngines[string] {
  return { classes: { [kind]: { p50, p99 } }, quality: { [kind]: quality } };
}
