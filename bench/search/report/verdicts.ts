import { OURS } from '../engines/engines.ts';
import { meetsFloor } from '../judge.ts';
import { WORKLOAD_CLASSES, type WorkloadClass } from '../workload/bench-case.ts';
import type { SearchReport } from './report.ts';

const MEASURES = ['p50', 'p99'] as const;
type Measure = (typeof MEASURES)[number];

/**
 * The targets for Marquee's times. A time meets its target if it is at most `ratio` times the time of the best peer,
 * which is another engine. A time of up to `micros` always meets its target.
 */
const TARGETS: Readonly<Record<Measure, { readonly ratio: number; readonly micros: number }>> = {
  p50: { ratio: 1 / 3, micros: 30 },
  p99: { ratio: 1 / 4, micros: 200 },
};

export type Verdict = {
  readonly kind: WorkloadClass;
  readonly measure: Measure;
  /** Absent if no peer meets the floor of the class. */
  readonly best?: { readonly engine: string; readonly micros: number };
  readonly ours?: number;
  /** Marquee's time divided by the time of the best peer. */
  readonly ratio?: number;
  /** Whether Marquee meets the floor and the target. If no peer meets the floor of a class, there is no target. */
  readonly met: boolean;
};

/** Compares Marquee with the best peer in each class. Peers that miss the floor of the class do not count. */
export function judgeRun({ engines }: SearchReport): Verdict[] {
  return WORKLOAD_CLASSES.flatMap((kind) => MEASURES.map((measure) => judgeClass(engines, kind, measure)));
}

function judgeClass(engines: SearchReport['engines'], kind: WorkloadClass, measure: Measure): Verdict {
  const figure = (engine: string) => {
    const micros = engines[engine]?.classes[kind]?.[measure];
    return micros === undefined ? [] : [{ engine, micros }];
  };
  const peers = Object.keys(engines).filter((engine) => engine !== OURS && qualifies(engines, engine, kind));
  const best = peers.flatMap(figure).sort((a, b) => a.micros - b.micros)[0];
  const [own] = figure(OURS);
  const { ratio, micros } = TARGETS[measure];
  return {
    kind,
    measure,
    ...(best && { best }),
    ...(own && { ours: own.micros }),
    ...(own && best && { ratio: own.micros / best.micros }),
    met:
      own !== undefined &&
      qualifies(engines, OURS, kind) &&
      (best === undefined || own.micros <= Math.max(best.micros * ratio, micros)),
  };
}

export function qualifies(engines: SearchReport['engines'], engine: string, kind: WorkloadClass): boolean {
  return meetsFloor(kind, engines[engine]?.quality[kind] ?? {});
}
