import { OperationsServer } from '../adapters/driving/express/operations-server.ts';
import type { LocalConfig } from './local-config.ts';
import { listen } from './listen.ts';

/** Starts to answer probes, if the settings name a port for them. The process is not ready yet. */
export async function listenForOperations({
  host,
  operationsPort: port,
}: Pick<LocalConfig, 'host' | 'operationsPort'>): Promise<OperationsServer> {
  const operations = new OperationsServer();
  if (port !== undefined) await listen(operations.server, 'MARQUEE_OPERATIONS_PORT', host, port);
  return operations;
}
