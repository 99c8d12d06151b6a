import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** A proxy in front of a DynamoDB. It refuses one operation or never answers it, and forwards all other operations. */
export type RefusingProxy = {
  readonly endpoint: string;
  /** Resolves when a request for the operation has arrived. */
  readonly asked: Promise<unknown>;
  readonly close: () => void;
};

/**
 * @param operation a DynamoDB operation, such as `Scan`
 * @param treatment `refuse` answers with an error that the SDK does not retry; `hold` never answers; with a promise,
 * the proxy waits until the promise resolves and then refuses
 */
export async function startRefusingProxy(
  endpoint: string,
  operation: string,
  treatment: 'refuse' | 'hold' | Promise<unknown>,
): Promise<RefusingProxy> {
  const asked = Promise.withResolvers<unknown>();
  const server = createServer((request, response) => {
    void (async () => {
      const chunks: Uint8Array[] = [];
      for await (const chunk of request) chunks.push(chunk as Uint8Array);
      const headers = { 'content-type': 'application/x-amz-json-1.0' };
      if (String(request.headers['x-amz-target']).endsWith(`.${operation}`)) {
        asked.resolve(undefined);
        if (treatment === 'hold') return;
        await treatment;
        const fault = { __type: 'com.amazon.coral.service#AccessDeniedException', message: `${operation} is refused` };
        response.writeHead(400, headers).end(JSON.stringify(fault));
        return;
      }
      const { host: _host, 'content-length': _length, connection: _connection, ...rest } = request.headers;
      const body = Buffer.concat(chunks);
      const answer = await fetch(endpoint, { method: 'POST', headers: rest as Record<string, string>, body });
      response.writeHead(answer.status, headers).end(Buffer.from(await answer.arrayBuffer()));
    })();
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    endpoint: `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`,
    asked: asked.promise,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}
