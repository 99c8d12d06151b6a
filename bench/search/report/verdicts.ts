import { OURS } from '../engines/engines.ts';
import { meetsFloor, type Quality } from '../judge.ts';
import { OTHERWISE_WRITTEN, WORKLOAD_CLASSES, type WorkloadClass } from '../workload/bench-case.ts';

const MEASURES = ['p50', 'p99'] as const;
type Measure = (typeof MEASURES)[number];

/**
 * The targets for Marquee's times. The peers are the other engines. A time meets its target if it is at most `ratio`
 * times the time of the best peer. A time of up to `micros` always meets its target.
 */
const TARGETS: Readonly<Record<Measure, { readonly ratio: number; readonly micros: number }>> = {
  p50: { ratio: 1 / 3, micros: 30 },
  p99: { ratio: 1 / 4, micros: 200 },
};

/**
 * In the classes of {@link OTHERWISE_WRITTEN} our time must be below that of every peer. The p99 must also be at most
 * this many microseconds.
 */
const MAX_P99_OTHERWISE_WRITTEN = 2_000;

/** In these classes a peer counts if it reaches this share of the floor, because few peers meet the floor. */
const SHARE_FOR_PEERS = 0.5;

/** What a verdict depends on, for each engine of a report. */
export type JudgedEngines = Readonly<
  Record<
    string,
    {
      readonly classes: Readonly<Partial<Record<WorkloadClass, Readonly<Record<Measure, number>>>>>;
      readonly quality: Readonly<Partial<Record<WorkloadClass, Quality>>>;
    }
  >
>;

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

/** Compares our engine with the best peer in each class. Peers that do not qualify do not count. */
export function judgeRun({ engines }: { readonly engines: JudgedEngines }): Verdict[] {
  return WORKLOAD_CLASSES.flatMap((kind) => MEASURES.map((measure) => judgeClass(engines, kind, measure)));
}

function judgeClass(engines: JudgedEngines, kind: WorkloadClass, measure: Measure): Verdict {
  const figure = (engine: string) => {
    const micros = engines[engine]?.classes[kind]?.[measure];
    return micros === undefined ? [] : [{ engine, micros }];
  };
  const peers = Object.keys(engines).filter((engine) => engine !== OURS && qualifies(engines, engine, kind));
  const best = peers.flatMap(figure).sort((a, b) => a.micros - b.micros)[0];
  const [own] = figure(OURS);
  return {
    kind,
    measure,
    ...(best && { best }),
    ...(own && { ours: own.micros }),
    ...(own && best && { ratio: own.micros / best.micros }),
    met: own !== undefined && qualifies(engines, OURS, kind) && isFastEnough(kind, measure, own.micros, best?.micros),
  };
}

/** @param best absent if no peer qualifies */
function isFastEnough(kind: WorkloadClass, measure: Measure, own: number, best: number | undefined): boolean {
  if (OTHERWISE_WRITTEN.has(kind)) {
    return own < (best ?? Infinity) && (measure !== 'p99' || own <= MAX_P99_OTHERWISE_WRITTEN);
  }
  const { ratio, micros } = TARGETS[measure];
  return best === undefined || own <= Math.max(best * ratio, micros);
}

/** Whether the answers of an engine are good enough for its time to count. */
export function qualifies(engines: JudgedEngines, engine: string, kind: WorkloadClass): boolean {
  const share = engine !== OURS && OTHERWISE_WRITTEN.has(kind) ? SHARE_FOR_PEERS : 1;
  return meetsFloor(kind, engines[engine]?.quality[kind] ?? {}, share);
}
