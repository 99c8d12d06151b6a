import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import type { Clock } from '../../../ports/clock.ts';
import type { MarqueeEvent, Observer } from '../../../ports/observer.ts';
import { ALL_METRICS, type NamedMetric } from './metrics.ts';

/** Upper limits of the histograms, in seconds: from a search in memory to a rebuild of a million films. */
const BUCKETS_SEC = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 120];

/** Keeps the metrics in memory, for a process that Prometheus reads. Also has prom-client's metrics of the process. */
export class PrometheusMetrics implements Observer {
  readonly #registry = new Registry();
  readonly #recorders = new Map<MarqueeEvent['type'], ((event: MarqueeEvent) => void)[]>();

  /** @param environment the value of the label `environment` */
  constructor(environment: string, clock: Pick<Clock, 'nowMs'>) {
    this.#registry.setDefaultLabels({ environment });
    for (const metric of ALL_METRICS) {
      if (metric.onlyInLambda === true) continue;
      const ofEvent = this.#recorders.get(metric.event) ?? [];
      ofEvent.push(recorderOf(metric, this.#registry, clock));
      this.#recorders.set(metric.event, ofEvent);
    }
    collectDefaultMetrics({ register: this.#registry });
  }

  observe(event: MarqueeEvent): void {
    for (const record of this.#recorders.get(event.type) ?? []) record(event);
  }

  get contentType(): string {
    return this.#registry.contentType;
  }

  /** @returns all metrics in Prometheus's text format */
  text(): Promise<string> {
    return this.#registry.metrics();
  }
}

/** The name of a metric in Prometheus, such as `marquee_request_latency_seconds`. */
export function prometheusName({ name, kind, unit }: Pick<NamedMetric, 'name' | 'kind' | 'unit'>): string {
  const words = name.replace(/(?!^)[A-Z]/g, (letter) => `_${letter}`).toLowerCase();
  return `marquee_${words}${kind === 'count' ? '_total' : unit === 'Count' ? '' : '_seconds'}`;
}

function recorderOf(metric: NamedMetric, registry: Registry, clock: Pick<Clock, 'nowMs'>) {
  const { kind, unit, help, byRoute = false, value } = metric;
  const shared = { name: prometheusName(metric), help, registers: [registry] };
  const labelNames = byRoute ? ['route'] : [];
  const labelsOf = (event: MarqueeEvent) => (byRoute && 'route' in event ? { route: event.route } : {});
  const inBaseUnit = (given: number) => (unit === 'Milliseconds' ? given / 1_000 : given);
  if (kind === 'gauge') return recordGauge(shared, metric, clock);
  if (kind === 'count') {
    const counter = new Counter({ ...shared, labelNames });
    return (event: MarqueeEvent) => {
      const by = value(event, clock.nowMs());
      if (by !== undefined) counter.inc(labelsOf(event), by);
    };
  }
  const histogram = new Histogram({ ...shared, labelNames, buckets: BUCKETS_SEC });
  return (event: MarqueeEvent) => {
    const took = value(event, clock.nowMs());
    if (took !== undefined) histogram.observe(labelsOf(event), inBaseUnit(took));
  };
}

/**
 * Keeps the latest event, and not its value, because an age grows until Prometheus reads it. Without a value the gauge
 * is left out. prom-client would say 0.
 */
function recordGauge(
  settings: { readonly name: string; readonly help: string; readonly registers: Registry[] },
  { event: type, value }: NamedMetric,
  clock: Pick<Clock, 'nowMs'>,
) {
  let latest: MarqueeEvent | undefined;
  new Gauge({
    ...settings,
    collect() {
      const now = latest && value(latest, clock.nowMs());
      if (now === undefined) this.remove();
      else this.set(now);
    },
  });
  return (event: MarqueeEvent) => {
    if (event.type === type) latest = event;
  };
}
