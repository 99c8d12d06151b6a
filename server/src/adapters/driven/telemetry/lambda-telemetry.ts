import type { Clock } from '../../../ports/clock.ts';
import type { Observer } from '../../../ports/observer.ts';
import { AllObservers } from './all-observers.ts';
import { EmfMetrics } from './emf-metrics.ts';
import { toStandardError } from './log-line.ts';
import { LogObserver } from './log-observer.ts';
import { inContext, traceIdOf, type RequestContext } from './request-context.ts';
import type { XrayTrace } from './xray-trace.ts';

export type LambdaTelemetrySettings = {
  /** The dimension of all metrics. Absent: no metrics are written. */
  readonly environment: string | undefined;
  /** Address of the X-Ray daemon. Absent: no traces are sent. */
  readonly daemonAddress: string | undefined;
  /** Reads the tracing header of the current invocation, such as `Root=1-...;Parent=...;Sampled=1`. */
  readonly traceHeader: () => string | undefined;
};

/** Logs, metrics and traces of a Lambda instance. */
export class LambdaTelemetry {
  readonly observer: Observer;
  readonly #settings: LambdaTelemetrySettings;
  readonly #metrics: EmfMetrics | undefined;
  #isCold = true;

  constructor(settings: LambdaTelemetrySettings, clock: Clock, write = toStandardError) {
    const { environment } = settings;
    this.#settings = settings;
    const log = new LogObserver(write);
    this.#metrics = environment === undefined ? undefined : new EmfMetrics(environment, clock, write);
    this.observer = this.#metrics ? new AllObservers(log, this.#metrics) : log;
  }

  /** Runs one invocation. Its log lines name it. At its end, its metrics are written and its trace is sent. */
  async run<T>(ids: Pick<RequestContext, 'requestId' | 'lambdaRequestId'>, work: () => Promise<T>): Promise<T> {
    const coldStart = this.#isCold;
    this.#isCold = false;
    const header = this.#settings.traceHeader() ?? '';
    const traceId = traceIdOf({ 'x-amzn-trace-id': header });
    const trace = await this.#traceOf(header, traceId);
    const runAndReport = async () => {
      try {
        return await work();
      } finally {
        this.#metrics?.flush();
        await trace?.send();
      }
    };
    return inContext({ ...ids, traceId, coldStart }, runAndReport, trace);
  }

  /** @returns `undefined` if X-Ray has not sampled this invocation */
  async #traceOf(header: string, traceId: string | undefined): Promise<XrayTrace | undefined> {
    const { daemonAddress: address } = this.#settings;
    const [, parentId] = /\bParent=([\da-f]{16})\b.*\bSampled=1/.exec(header) ?? [];
    if (address === undefined || traceId === undefined || parentId === undefined) return undefined;
    // Loaded only for sampled invocations: one a second, and 5 % of the others.
    const { XrayTrace } = await import('./xray-trace.ts');
    return new XrayTrace({ traceId, parentId }, address);
  }
}
