import { run, type Running } from '../processes/run-process.ts';
import { freePort } from '../stores/free-port.ts';

/** A process of the product over AWS: one that serves requests, or the worker. */
export type Instance = Running & {
  /** Origin of the API. The worker has none. */
  readonly url: string;
  /** Origin of the probes and the metrics. */
  readonly operationsUrl: string;
  /** The status of a probe; 0 if the process does not answer. */
  readonly probe: (path: '/livez' | '/readyz') => Promise<number>;
};

/** Starts a process without waiting for it, as a cluster does. */
export async function startInstance(
  entrypoint: 'local.ts' | 'worker.ts',
  settings: Readonly<Record<string, string>>,
): Promise<Instance> {
  const [port, operationsPort] = [await freePort(), await freePort()];
  const running = run(entrypoint, [], {
    ...settings,
    PORT: String(port),
    MARQUEE_OPERATIONS_PORT: String(operationsPort),
  });
  const operationsUrl = `http://127.0.0.1:${String(operationsPort)}`;
  return {
    ...running,
    url: `http://127.0.0.1:${String(port)}`,
    operationsUrl,
    probe: async (path) => {
      const answer = await fetch(operationsUrl + path).catch(() => undefined);
      await answer?.arrayBuffer();
      return answer?.status ?? 0;
    },
  };
}
