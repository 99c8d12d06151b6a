import type { Clock } from '../../../ports/clock.ts';
import type { MarqueeEvent, Observer } from '../../../ports/observer.ts';
import type { WriteLine } from './log-line.ts';
import { ALL_METRICS, METRIC_NAMESPACE, type NamedMetric } from './metrics.ts';
import { currentContext } from './request-context.ts';

/** CloudWatch accepts at most this many values of one metric in a line. */
const MAX_VALUES = 100;

/**
 * Collects the metrics of one invocation, and writes them as one line in CloudWatch's embedded metric format.
 * CloudWatch Logs turns the line into metrics, so the function makes no call for them.
 *
 * @see docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
 */
export class EmfMetrics implements Observer {
  readonly #environment: string;
  readonly #clock: Pick<Clock, 'nowMs'>;
  readonly #write: WriteLine;
  /** The values since the last line. */
  #values = new Map<NamedMetric, number[]>();
  #route: string | undefined;

  /** @param environment the value of the dimension `environment` */
  constructor(environment: string, clock: Pick<Clock, 'nowMs'>, write: WriteLine) {
    this.#environment = environment;
    this.#clock = clock;
    this.#write = write;
  }

  observe(event: MarqueeEvent): void {
    if (event.type === 'request-answered') {
      // A line has one route. Only overlapping invocations can have different routes, so their values go to separate
      // lines.
      if (this.#route !== undefined && this.#route !== event.route) this.flush();
      this.#route = event.route;
    }
    for (const metric of ALL_METRICS) {
      const value = metric.value(event, this.#clock.nowMs());
      if (value !== undefined) this.#add(metric, value);
    }
    if ([...this.#values.values()].some(({ length }) => length === MAX_VALUES)) this.flush();
  }

  /** Writes the line. Writes nothing if there are no values. */
  flush(): void {
    if (this.#values.size === 0) return;
    const line = this.#line();
    this.#values = new Map();
    this.#route = undefined;
    this.#write(JSON.stringify(line));
  }

  #add(metric: NamedMetric, value: number): void {
    const values = this.#values.get(metric) ?? [];
    values.push(value);
    this.#values.set(metric, values);
  }

  #line(): object {
    const directive = (byRoute: boolean, dimensions: readonly (readonly string[])[]) => {
      const metrics = [...this.#values.keys()].filter((metric) => (metric.byRoute ?? false) === byRoute);
      if (metrics.length === 0) return [];
      const names = metrics.map(({ name, unit }) => ({ Name: name, Unit: unit }));
      return [{ Namespace: METRIC_NAMESPACE, Dimensions: dimensions, Metrics: names }];
    };
    const directives = [
      ...directive(false, [['environment']]),
      ...directive(true, [['environment'], ['environment', 'route']]),
    ];
    return {
      _aws: { Timestamp: this.#clock.nowMs(), CloudWatchMetrics: directives },
      type: 'metrics',
      environment: this.#environment,
      route: this.#route,
      ...currentContext(),
      ...Object.fromEntries([...this.#values].map(([{ name }, values]) => [name, values])),
    };
  }
}
